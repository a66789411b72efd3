using System.CommandLine;
using DepGraph.Ingestion.Export;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Commands;

/// <summary><c>export</c>. Exit codes: 0 all is written, 1 it could not be done or was stopped.</summary>
internal static class ExportCommand
{
    private const int Failed = 1;
    private const string Ndjson = "ndjson";
    private const string Neo4jCsv = "neo4j-csv";

    public static Command Create()
    {
        var format = new Option<string>("--format")
        {
            Description =
                "ndjson: a packument a line, which import reads. neo4j-csv: tables that neo4j-admin makes a database of.",
            Required = true,
        };
        format.AcceptOnlyFromAmong(Ndjson, Neo4jCsv);
        var output = new Option<string>("--out")
        {
            Description = "ndjson: the file; - is standard output. neo4j-csv: the folder.",
            Required = true,
        };
        var gzip = new Option<bool>("--gz")
        {
            Description = "Compress what is written. A file whose name ends in .gz is compressed anyway.",
        };
        var overwrite = new Option<bool>("--overwrite")
        {
            Description = "Put the export in the place of an older one.",
        };
        var command = new Command(
            "export",
            "Takes the graph out of the store. Settings are the API's: Store__Uri=…, or --Store:Uri=… here."
        )
        {
            format,
            output,
            gzip,
            overwrite,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new Request(
                        parsed.GetRequiredValue(format),
                        parsed.GetRequiredValue(output),
                        parsed.GetValue(gzip),
                        parsed.GetValue(overwrite)
                    ),
                    parsed.UnmatchedTokens,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Request request,
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
            var options = new ProgramSettings(settings).Store;
            // What is written is made of heads alone.
            options.Projects = false;
            await using var store = GraphStores.Create(options, TimeProvider.System, loggers);
            await store.OpenAsync(cancellationToken);
            await ExportAsync(request, store, cancellationToken);
            return 0;
        }
        catch (OptionsValidationException refused)
        {
            return await FailAsync([.. refused.Failures]);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await FailAsync("Stopped; what was written is not whole.");
        }
        catch (Exception failure)
            when (failure is StoreException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await FailAsync(failure.Message);
        }
    }

    private static async Task ExportAsync(Request request, IGraphStore store, CancellationToken cancellationToken)
    {
        var statistics = await store.GetStatisticsAsync(cancellationToken);
        if (statistics.Packages == 0)
        {
            throw new InvalidDataException(
                $"{store.Description} holds no packages. Set Store:Uri to the store that is to be exported."
            );
        }

        await Console.Error.WriteLineAsync($"Exporting {store.Description}");
        if (request.Format == Ndjson)
        {
            await ExportPackumentsAsync(request, store, statistics, cancellationToken);
        }
        else
        {
            await ExportTablesAsync(request, store, statistics, cancellationToken);
        }
    }

    private static async Task ExportPackumentsAsync(
        Request request,
        IGraphStore store,
        GraphStatistics statistics,
        CancellationToken cancellationToken
    )
    {
        using var target = ExportTarget.Create(request.Output, request.Overwrite);
        var gzip = request.Gzip || request.Output.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var progress = new ExportProgress(statistics.Packages + statistics.MissingPackages);
        var report = new ExportReport(progress, Console.Error, TimeProvider.System);
        long sequence;
        await using (report)
        {
            sequence = await new PackumentExport(store, target.Stream, gzip, progress).RunAsync(cancellationToken);
        }

        target.Complete();
        var summary = ExportTarget.IsStandardOutput(request.Output) ? Console.Error : Console.Out;
        await summary.WriteLineAsync($"{report.Summary}; sequence {sequence}");
    }

    private static async Task ExportTablesAsync(
        Request request,
        IGraphStore store,
        GraphStatistics statistics,
        CancellationToken cancellationToken
    )
    {
        using var folder = new CsvFolder(request.Output, request.Gzip, request.Overwrite);
        var progress = new ExportProgress(statistics.Packages + statistics.MissingPackages);
        var report = new ExportReport(progress, Console.Error, TimeProvider.System);
        var export = new CsvExport(store, folder, request.Gzip, progress);
        long sequence;
        await using (report)
        {
            sequence = await export.RunAsync(cancellationToken);
        }

        if (export.LeftOut > 0)
        {
            await Console.Error.WriteLineAsync(
                $"{export.LeftOut} packages are left out: their names are longer than Neo4j can look up."
            );
        }

        await Console.Out.WriteLineAsync($"{report.Summary}; sequence {sequence}");
        await Console.Out.WriteLineAsync(
            $"To make a database of it: NEO4J_ADMIN=neo4j-admin {folder.ScriptPath} neo4j"
        );
    }

    private static async Task<int> FailAsync(params string[] messages)
    {
        foreach (var message in messages)
        {
            await Console.Error.WriteLineAsync($"DepGraph cannot export: {message}");
        }

        return Failed;
    }

    /// <summary>What was asked for on the command line.</summary>
    private sealed record Request(string Format, string Output, bool Gzip, bool Overwrite);
}
