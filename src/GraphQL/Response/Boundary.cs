namespace DepGraph.GraphQL.Response;

/// <summary>
/// A nullable value that holes lie in: where a null that rises from one of them comes to rest. Made only for values with holes.
/// https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors
/// </summary>
internal sealed class Boundary(Region region, int start, Boundary? parent)
{
    private bool _isNulled;

    /// <summary>Where its value ends in the region; set when it is written.</summary>
    public int End { get; set; }

    /// <summary>Whether it or a value around it is null, so that nothing below matters any more.</summary>
    public bool IsDead
    {
        get
        {
            for (var boundary = this; boundary is not null; boundary = boundary.Parent)
            {
                if (boundary._isNulled)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private Boundary? Parent { get; } = parent;

    /// <summary>Puts null over its value, once.</summary>
    public void Null()
    {
        if (!_isNulled)
        {
            _isNulled = true;
            region.AddNull(start, End);
        }
    }

    /// <summary>Its value was truncated away, null is written in its place already.</summary>
    public void Discard() => _isNulled = true;
}
