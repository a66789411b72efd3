using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Neo4j.Schema;

/// <summary>
/// Creates constraints and indexes and waits until they can be used; other processes may be doing the same. When the creation of a
/// constraint is broken off, a server can be left with the constraint's index alone: it has the constraint's name, is never finished
/// and forbids another try (issue 13208 of neo4j/neo4j). Such a remainder is dropped once it has been there for a while.
/// </summary>
internal sealed class SchemaCreation(Neo4jDatabase database, TimeProvider time, ILogger logger)
{
    /// <summary>An index over a large graph takes its time.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(10);

    private const string ConstraintBegins = "CREATE CONSTRAINT ";
    private const string IndexesCypher = """
        SHOW INDEXES YIELD name, state, populationPercent, owningConstraint, failureMessage
        WHERE name STARTS WITH 'depgraph_'
        RETURN name, state, coalesce(populationPercent, 0.0), owningConstraint IS NOT NULL, failureMessage
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Longer than a process takes from a filled index to its constraint.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(10);

    /// <param name="statements">Each harmless when what it creates is there already.</param>
    /// <param name="cancellationToken">Ends it between two statements, or waiting for one.</param>
    /// <exception cref="StoreException">Something is in the way, an index cannot be built, or is not in time.</exception>
    public async Task RunAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        var constraints = ConstraintsOf(statements);
        // By their names, with the time at which each was first seen.
        var remainders = new Dictionary<string, long>();
        // Since when a statement is refused although nobody creates anything.
        long? refused = null;
        var (began, reported) = (time.GetTimestamp(), time.GetTimestamp());
        while (true)
        {
            var refusal = await TryAsync(statements, cancellationToken);
            var indexes = await ReadIndexesAsync(cancellationToken);
            if (indexes.FirstOrDefault(index => index.State == "FAILED") is { } failed)
                throw CannotBuild(failed);
            var unfinished = indexes.Where(index => index.State != "ONLINE").ToList();
            if (refusal is null && unfinished.Count == 0)
                return;

            var now = time.GetTimestamp();
            remainders = indexes
                .Where(index => IsRemainder(index, constraints))
                .ToDictionary(index => index.Name, index => remainders.GetValueOrDefault(index.Name, now));
            refused = unfinished.Count == 0 && remainders.Count == 0 ? refused ?? now : null;
            if (refusal is not null && refused is { } since && HasPassed(Patience, since))
                throw IsInTheWay(refusal);
            if (HasPassed(LongestStep, began))
                throw TakesTooLong(unfinished);
            await DropAsync(remainders, cancellationToken);
            if (HasPassed(BetweenReports, reported))
            {
                reported = time.GetTimestamp();
                logger.LogInformation("{Place} is building indexes: {Indexes}", database.Place, Text(unfinished));
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static HashSet<string> ConstraintsOf(IEnumerable<string> statements) =>
        [
            .. statements
                .Where(statement => statement.StartsWith(ConstraintBegins, StringComparison.Ordinal))
                .Select(statement => statement[ConstraintBegins.Length..].Split(' ', 2)[0]),
        ];

    /// <summary>Runs them all; gives the refusal of the last that others did not let through.</summary>
    private async Task<Neo4jException?> TryAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        Neo4jException? refusal = null;
        foreach (var statement in statements)
        {
            try
            {
                await database.ConsumeAsync(statement, parameters: null, LongestStep, cancellationToken);
            }
            catch (Neo4jException exception) when (Neo4jErrors.IsSchemaMeeting(exception))
            {
                refusal = exception;
            }
        }
        return refusal;
    }

    private Task<IReadOnlyList<Index>> ReadIndexesAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            IndexesCypher,
            parameters: null,
            (ref PackStreamReader fields) =>
                new Index(
                    fields.ReadString(),
                    fields.ReadString(),
                    fields.ReadFloat(),
                    fields.ReadBoolean(),
                    fields.ReadStringOrNull()
                ),
            cancellationToken
        );

    /// <summary>Another process may be about to create the constraint of such an index.</summary>
    private static bool IsRemainder(Index index, HashSet<string> constraints) =>
        constraints.Contains(index.Name) && !index.HasConstraint && index.Percent >= 100;

    /// <summary>Drops those that have been there for a while.</summary>
    private async Task DropAsync(Dictionary<string, long> remainders, CancellationToken cancellationToken)
    {
        foreach (var (name, since) in remainders)
        {
            if (!HasPassed(Patience, since))
                continue;
            logger.LogWarning(
                "{Place}: the index {Index} is left from a constraint that was never finished; it is made anew",
                database.Place,
                name
            );
            await database.ConsumeAsync(
                $"DROP INDEX {name} IF EXISTS",
                parameters: null,
                LongestStep,
                cancellationToken
            );
        }
    }

    private bool HasPassed(TimeSpan duration, long since) => time.GetElapsedTime(since) >= duration;

    private static string Text(IEnumerable<Index> indexes) =>
        string.Join(", ", indexes.Select(index => FormattableString.Invariant($"{index.Name} ({index.Percent:0} %)")));

    private StoreException CannotBuild(Index index) =>
        new(
            StoreFailure.Unusable,
            $"{database.Place} cannot build the index {index.Name} ({index.Failure}). Mend that, drop the index "
                + $"(DROP INDEX {index.Name}, or DROP CONSTRAINT {index.Name}), and start again."
        );

    private StoreException IsInTheWay(Neo4jException refusal) =>
        new(
            StoreFailure.Unusable,
            $"{database.Place} has something in the way of DepGraph's constraints and indexes ({refusal.Message}). Drop it, or set "
                + "Store:Database to a database of its own.",
            refusal
        );

    private StoreException TakesTooLong(IEnumerable<Index> unfinished) =>
        new(
            StoreFailure.Busy,
            $"{database.Place} has not built its indexes in {LongestStep.TotalMinutes:0} minutes: {Text(unfinished)}. Start again "
                + "to go on waiting; SHOW INDEXES in Neo4j Browser tells how far it is."
        );

    /// <param name="Name">Its constraint's too, where it has one.</param>
    /// <param name="State">ONLINE, POPULATING or FAILED.</param>
    /// <param name="Percent">Of the nodes that it holds.</param>
    /// <param name="HasConstraint">Whether a constraint owns it.</param>
    /// <param name="Failure">Why it could not be built.</param>
    private sealed record Index(string Name, string State, double Percent, bool HasConstraint, string? Failure);
}
