using DepGraph.GraphQL.Execution.Coercion;

namespace DepGraph.GraphQL.Limits;

/// <summary>What an operation costs, as a sum that the variables of slicing arguments go into.</summary>
internal sealed class CostPlan
{
    private readonly CostSum _root;
    private readonly int _sums;
    private readonly double _constant = double.NaN;

    public CostPlan(CostSum root, int sums, bool isVariable)
    {
        _root = root;
        _sums = sums;
        if (!isVariable)
        {
            _constant = Evaluate(VariableValues.None);
        }
    }

    public double Evaluate(VariableValues variables)
    {
        if (!double.IsNaN(_constant))
        {
            return _constant;
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
    private readonly List<(double Weight, ListSize? Size, CostSum? Inner)> _fields = [];
    private readonly List<CostSum> _fragments = [];

    public void Add(double weight, ListSize? size, CostSum? inner)
    {
        if (weight > 0 || inner is not null)
        {
            _fields.Add((weight, size, inner));
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
        foreach (var (weight, size, inner) in _fields)
        {
            var each = inner?.Evaluate(variables, known) ?? 0;
            sum += weight + (each * (size?.Evaluate(variables) ?? 1));
        }

        foreach (var fragment in _fragments)
        {
            sum += fragment.Evaluate(variables, known);
        }

        return known[index] = sum;
    }
}
