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

    private static readonly Argument<string> FileName = new("FILE")
    {
        Description = "Packuments as JSON, one a line, plain or gzip; - reads standard input (plain).",
    };

    private static readonly Option<DateTimeOffset?> AsOf = new("--as-of")
    {
        Description =
            "When this was what the registry had, as ISO 8601. Default: when the file was written; now for -.",
        HelpName = "TIME",
    };

    private static readonly Option<bool> IgnoreBroken = new("--ignore-broken")
    {
        Description = "Exit with 0 although lines were broken; they are reported and left out either way.",
    };

    private static readonly Option<bool> FromStart = new("--from-start")
    {
        Description = "Begin with the first line, although an earlier import of the same file was ended in its middle.",
    };

    /// <summary>Default page cache of an import into SQLite, MiB: with a service's, pages that a commit changes again and again go to the log in between.</summary>
    private const int CacheMegabytes = 128;

    public static Command Create()
    {
        var command = new Command(
            "import",
            "Brings package documents into the store. One that was ended goes on where it was when it is started again. Settings are the "
                + "API's: Store__Uri=…, or --Store:Uri=… here."
        )
        {
            FileName,
            AsOf,
            IgnoreBroken,
            FromStart,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            using var loggers = LoggerFactory.Create(logging =>
                logging
                    .SetMinimumLevel(LogLevel.Warning)
                    .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            );
            await using var store = GraphStores.Create(
                new ProgramSettings(parsed.UnmatchedTokens).StoreOver(
                    new StoreOptions { CacheMegabytes = CacheMegabytes }
                ),
                TimeProvider.System,
                loggers
            );
            using var source = ImportSource.Open(parsed.GetRequiredValue(FileName));
            await store.OpenAsync(cancellationToken);
            var run = new ImportRun(source, store, Console.Out, Console.Error, TerminalWidth, TimeProvider.System);
            var broken = await run.RunAsync(parsed.GetValue(AsOf), parsed.GetValue(FromStart), cancellationToken);
            return broken == 0 || parsed.GetValue(IgnoreBroken) ? 0 : WithBrokenLines;
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

    /// <summary>Null when standard error is no terminal.</summary>
    private static Func<int>? TerminalWidth =>
        Console.IsErrorRedirected ? null : static () => Console.WindowWidth is > 0 and var width ? width : 80;

    private static async Task<int> FailAsync(params string[] messages)
    {
        foreach (var message in messages)
        {
            await Console.Error.WriteLineAsync($"DepGraph cannot import: {message}");
        }

        return Failed;
    }
}
