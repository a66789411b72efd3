namespace DepGraph.Ingestion.Graph;

/// <summary>
/// Guesses which packages a closure will come to, before the heads are there that say so: what is guessed well is read along with what was
/// asked for, and the closure has one round trip in place of one for each level. A wrong guess costs the reading, nothing else.
/// </summary>
internal interface IHeadForecast
{
    /// <summary>The packages that closures will probably come to below some, nearest first, each once.</summary>
    /// <param name="names">The packages; they are not among the answer.</param>
    /// <param name="levels">How many levels below them count, 1 or more.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="isAtHand">Says of which packages nothing is wanted; what is below those is.</param>
    IReadOnlyList<string> Below(IReadOnlyList<string> names, int levels, int most, Func<string, bool> isAtHand);
}
