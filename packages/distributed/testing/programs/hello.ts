console.log('hello', process.env.OMPI_COMM_WORLD_RANK ?? process.env.PMI_RANK);
