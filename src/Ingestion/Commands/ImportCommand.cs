using System.CommandLine;
using DepGraph.Ingestion.Import;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Commands;

/// <summary>
/// <c>import FILE</c>. Exit codes: 0 all is in the store, 1 it could not be done or was stopped, 2 it was done but lines were
/// broken.
/// </summary>
internal static class ImportCommand
{
    private const int Failed = 1;
    private const int WithBrokenLines = 2;
    private const int MostReported = 1_000;

    /// <summary>Default page cache of an import into SQLite, MiB: with a service's, pages that a commit changes again and again go to the log in between.</summary>
    private const int CacheMegabytes = 128;

    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "Packuments as JSON, one a line, plain or gzip; - reads standard input (plain).",
        };
        var asOf = new Option<DateTimeOffset?>("--as-of")
        {
            Description =
                "When this was what the registry had, as ISO 8601. Default: when the file was written; now for -.",
        };
        var ignoreBroken = new Option<bool>("--ignore-broken")
        {
            Description = "Exit with 0 although lines were broken; they are reported and left out either way.",
        };
        var command = new Command(
            "import",
            "Brings package documents into the store. Settings are the API's: Store__Uri=…, or --Store:Uri=… here."
        )
        {
            file,
            asOf,
            ignoreBroken,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(file),
                    parsed.GetValue(asOf),
                    parsed.GetValue(ignoreBroken),
                    parsed.UnmatchedTokens,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string file,
        DateTimeOffset? asOf,
        bool ignoreBroken,
        IReadOnlyList<string> settings,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var loggers = LoggerFactory.Create(logging =>
                logging
                    .SetMinimumLevel(LogLevel.Warning)
                    .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            );
            await using var store = GraphStores.Create(
                new ProgramSettings(settings).StoreOver(new StoreOptions { CacheMegabytes = CacheMegabytes }),
                TimeProvider.System,
                loggers
            );
            using var source = ImportSource.Open(file);
            await store.OpenAsync(cancellationToken);
            var broken = await ImportAsync(source, store, asOf, cancellationToken);
            return broken == 0 || ignoreBroken ? 0 : WithBrokenLines;
        }
        catch (OptionsValidationException refused)
        {
            return await FailAsync([.. refused.Failures]);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await FailAsync("Stopped; what was read is stored. The same import goes on from there.");
        }
        catch (Exception failure)
            when (failure is StoreException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await FailAsync(failure.Message);
        }
    }

    private static async Task<long> ImportAsync(
        ImportSource source,
        IGraphStore store,
        DateTimeOffset? asOf,
        CancellationToken cancellationToken
    )
    {
        var time = TimeProvider.System;
        var reported = 0;
        var import = new PackumentImport(
            store,
            new ImportOptions
            {
                AsOf = asOf ?? source.WrittenAt ?? time.GetUtcNow(),
                OnBroken = (line, problem) =>
                {
                    if (++reported <= MostReported)
                    {
                        Console.Error.WriteLine($"line {line}: {problem}");
                    }
                },
            }
        );
        await Console.Error.WriteLineAsync($"Importing into {store.Description}");
        var report = new ProgressReport(import.Progress, () => source.Share, Console.Error, time);
        await using (report)
        {
            await import.RunAsync(source.Lines, cancellationToken);
        }

        await Console.Out.WriteLineAsync(report.Summary);
        return import.Progress.Broken;
    }

    private static async Task<int> FailAsync(params string[] messages)
    {
        foreach (var message in messages)
        {
            await Console.Error.WriteLineAsync($"DepGraph cannot import: {message}");
        }

        return Failed;
    }
}
