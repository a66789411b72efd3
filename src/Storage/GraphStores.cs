using DepGraph.Storage.Neo4j;
using DepGraph.Storage.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Storage;

/// <summary>Makes the store that the options name.</summary>
public static class GraphStores
{
    /// <summary>Makes a store; nothing is touched before <see cref="IGraphStore.OpenAsync"/>.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names it, its value and what is allowed.</exception>
    public static IGraphStore Create(StoreOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var result = new StoreOptionsValidator().Validate(name: null, options);
        if (result.Failed)
            throw new OptionsValidationException(StoreOptions.SectionName, typeof(StoreOptions), result.Failures);
        return Neo4jAddress.IsMeantBy(options.Uri)
            ? new Neo4jGraphStore(options, time, loggers)
            : new SqliteGraphStore(options, time, loggers.CreateLogger<SqliteGraphStore>());
    }
}
