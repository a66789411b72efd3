namespace DepGraph.GraphQL.Tests.Fuzzing;

/// <summary>Choices that a seed decides.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Next(int bound) => _random.Next(bound);

    /// <summary>Both bounds included.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(params IReadOnlyList<T> options) => options[_random.Next(options.Count)];

    public T[] List<T>(int least, int most, Func<T> make) =>
        Enumerable.Range(0, Between(least, most)).Select(_ => make()).ToArray();

    /// <summary>Each of them with a probability, in their order.</summary>
    public T[] Some<T>(IEnumerable<T> options, double probability) => options.Where(_ => Chance(probability)).ToArray();
}
