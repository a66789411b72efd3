using DepGraph.GraphQL.Execution.Coercion;

namespace DepGraph.GraphQL.Limits;

/// <summary>What an operation costs, as a sum that the variables of slicing arguments go into.</summary>
internal sealed class CostPlan
{
    private readonly CostSum _root;
    private readonly int _sums;

    public CostPlan(CostSum root, int sums, bool isVariable)
    {
        _root = root;
        _sums = sums;
        if (!isVariable)
        {
            Constant = Evaluate(VariableValues.None);
        }
    }

    /// <summary>The cost, where it does not depend on variables.</summary>
    public double? Constant { get; }

    public double Evaluate(VariableValues variables)
    {
        if (Constant is { } constant)
        {
            return constant;
        }

        var known = new double[_sums];
        Array.Fill(known, double.NaN);
        return _root.Evaluate(variables, known);
    }
}

/// <summary>
/// The cost of a selection set: its fields, and the fragments in it, which are shared and summed once.
/// </summary>
internal sealed class CostSum(int index)
{
    /// <summary>
    /// Where sums end, beyond every limit: none becomes infinite, for that times an empty list would be no number, which no
    /// limit holds.
    /// </summary>
    private const double Most = 1e15;

    private readonly List<(double Weight, bool IsList, ListSize? Size, CostSum? Inner)> _fields = [];
    private readonly List<CostSum> _fragments = [];

    /// <param name="isList">Whether the weight counts for each element, rather than once.</param>
    public void Add(double weight, bool isList, ListSize? size, CostSum? inner)
    {
        if (weight > 0 || inner is not null)
        {
            _fields.Add((weight, isList, size, inner));
        }
    }

    public void Add(CostSum fragment) => _fragments.Add(fragment);

    public double Evaluate(VariableValues variables, double[] known)
    {
        if (!double.IsNaN(known[index]))
        {
            return known[index];
        }

        var sum = 0.0;
        foreach (var (weight, isList, size, inner) in _fields)
        {
            var each = inner?.Evaluate(variables, known) ?? 0;
            var count = size?.Evaluate(variables) ?? 1;
            sum += (isList ? Product(weight, Math.Max(1, count)) : weight) + Product(each, count);
        }

        foreach (var fragment in _fragments)
        {
            sum += fragment.Evaluate(variables, known);
        }

        return known[index] = Math.Min(sum, Most);
    }

    /// <summary>A list may be as good as infinite, and nothing times infinity is no number, which exceeds no limit.</summary>
    private static double Product(double weight, double count) => weight == 0 || count == 0 ? 0 : weight * count;
}
