namespace DepGraph.Bolt.PackStream;

/// <summary>
/// How a moment with a zone is written. Reading needs no such choice: the two have tags of their own.
/// https://neo4j.com/docs/bolt/current/bolt/structure-semantics/#structure-datetime
/// </summary>
public enum DateTimeEncoding
{
    /// <summary>Seconds of UTC: Bolt 5.0 and later, and 4.4 where the server granted the patch "utc".</summary>
    Utc,

    /// <summary>Seconds of the local clock: Bolt 4.4 otherwise. A time that a zone has twice is ambiguous in it.</summary>
    Legacy,
}
