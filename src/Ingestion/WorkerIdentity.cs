using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion;

/// <summary>What this process is called where several share a store: of its own for each process, and for each start of it.</summary>
internal sealed class WorkerIdentity(IOptions<IngestionOptions> options)
{
    private const int RandomBytes = 4;

    /// <summary>The configured name, or the machine's with the process's number, and something random.</summary>
    public string Name { get; } =
        (options.Value.WorkerName ?? $"{Environment.MachineName}:{Environment.ProcessId}")
        + $"/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}";
}
