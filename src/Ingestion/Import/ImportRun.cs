using System.Globalization;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Import;

/// <summary>One run of an import, from where an earlier one of the same file was ended, with what it tells meanwhile.</summary>
/// <param name="source">What is imported.</param>
/// <param name="store">Where to; open.</param>
/// <param name="results">Gets the summary.</param>
/// <param name="messages">Gets progress and broken lines.</param>
/// <param name="terminal">The width of the terminal that <paramref name="messages"/> is; null: it is none.</param>
/// <param name="time">The clock.</param>
internal sealed class ImportRun(
    ImportSource source,
    IGraphStore store,
    TextWriter results,
    TextWriter messages,
    Func<int>? terminal,
    TimeProvider time
)
{
    private const int MostReported = 1_000;

    private int reported;

    /// <returns>How many lines were broken, in earlier runs too.</returns>
    /// <param name="asOf">See <see cref="ImportOptions.AsOf"/>; null: when the file was written.</param>
    /// <param name="fromStart">Forget how far an earlier run came.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StoreException">The store fails.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file was cut off.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<long> RunAsync(DateTimeOffset? asOf, bool fromStart, CancellationToken cancellationToken)
    {
        await messages.WriteLineAsync($"Importing into {store.Description}");
        // The same file as of another time is another import.
        var keeper = source.Identity is { } identity
            ? new PositionKeeper(store, asOf is { } given ? $"{identity} {given.UtcTicks}" : identity)
            : null;
        var from = keeper is null ? ImportPosition.Begin : await BeginAsync(keeper, fromStart, cancellationToken);
        ProgressReport? report = null;
        var import = new PackumentImport(
            store,
            new ImportOptions
            {
                AsOf = asOf ?? source.WrittenAt ?? time.GetUtcNow(),
                From = from,
                OnBroken = (line, problem) => Report(report!, line, problem),
                OnCommitted = position => keeper?.MoveAsync(position) ?? Task.CompletedTask,
            }
        );
        report = new ProgressReport(import.Progress, () => source.Read, messages, terminal, time);
        await using (report)
        {
            await import.RunAsync(source.Lines, cancellationToken);
        }

        await (keeper?.ForgetAsync() ?? Task.CompletedTask);
        await results.WriteLineAsync(report.Summary);
        return import.Progress.Broken;
    }

    private async Task<ImportPosition> BeginAsync(
        PositionKeeper keeper,
        bool fromStart,
        CancellationToken cancellationToken
    )
    {
        var from = await keeper.ReadAsync(cancellationToken);
        if (from == ImportPosition.Begin)
        {
            return from;
        }

        if (fromStart)
        {
            await keeper.ForgetAsync();
            return ImportPosition.Begin;
        }

        await messages.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Going on behind line {from.Line:N0}, where an earlier import of this file was ended (--from-start begins anew)."
            )
        );
        await Task.Run(() => source.Skip(from.Offset, cancellationToken), CancellationToken.None);
        return from;
    }

    private void Report(ProgressReport report, long line, string problem)
    {
        if (++reported <= MostReported)
        {
            report.Say($"line {line}: {problem}");
        }
    }
}
