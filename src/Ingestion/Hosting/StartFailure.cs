using System.Net.Sockets;
using DepGraph.Ingestion.Npmrc;
using DepGraph.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Hosting;

/// <summary>What a failed start says: one line for each thing to put right.</summary>
public static class StartFailure
{
    /// <summary>The lines; null for a failure that is a fault of the program, whose stack trace should be seen.</summary>
    public static IReadOnlyList<string>? Describe(Exception failure) =>
        failure switch
        {
            OptionsValidationException options => [.. options.Failures.Select(OneLine)],
            StoreException or RegistryConfigurationException => [OneLine(failure.Message)],
            InvalidDataException or FormatException => [OneLine(Innermost(failure))],
            IOException { InnerException: AddressInUseException } inUse =>
            [
                $"{OneLine(inUse.Message).TrimEnd('.')}. Stop what listens there, or choose another address with --urls or ASPNETCORE_URLS.",
            ],
            SocketException or IOException { InnerException: SocketException } =>
            [
                $"cannot listen: {OneLine(failure.Message)} The addresses come from --urls or ASPNETCORE_URLS.",
            ],
            AggregateException { InnerExceptions: var all } => Describe(all),
            _ => null,
        };

    private static List<string>? Describe(IReadOnlyCollection<Exception> failures)
    {
        var lines = new List<string>();
        foreach (var failure in failures)
        {
            if (Describe(failure) is not { } described)
            {
                return null;
            }

            lines.AddRange(described);
        }

        return lines;
    }

    private static string Innermost(Exception failure) =>
        failure.InnerException is { } inner ? $"{failure.Message} {Innermost(inner)}" : failure.Message;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
