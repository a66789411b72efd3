using DepGraph.GraphApi.Hosting;

return await ApiHost.RunAsync(args);
