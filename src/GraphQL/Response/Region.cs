namespace DepGraph.GraphQL.Response;

/// <summary>
/// A stretch of the response, written in one go and so contiguous in the writer's buffer, with what is to be put in its place
/// here and there: the content of holes that were filled later, and <c>null</c> over values that an error took away.
/// </summary>
internal class Region
{
    private List<Patch>? _patches;

    public int Start { get; set; }

    public int End { get; set; }

    /// <summary>False until its bytes are written to the end.</summary>
    public bool IsComplete { get; set; }

    public bool HasPatches => _patches is { Count: > 0 };

    /// <summary>Leaves a hole at a position not before any other hole's.</summary>
    public void AddHole(int position, Region content) => (_patches ??= []).Add(new Patch(position, position, content));

    /// <summary>Puts null over a value that stands in this region already.</summary>
    public void AddNull(int start, int end) => (_patches ??= []).Add(new Patch(start, end, null));

    /// <summary>Forgets the holes from a position on, where the writer was truncated.</summary>
    public void Truncate(int position)
    {
        if (_patches is null)
        {
            return;
        }

        while (_patches.Count > 0 && _patches[^1].Start >= position)
        {
            _patches.RemoveAt(_patches.Count - 1);
        }
    }

    /// <summary>The holes in it that count, and theirs, that are still open.</summary>
    public IEnumerable<Region> OpenHoles()
    {
        foreach (var patch in Ordered())
        {
            if (patch.Content is { IsComplete: false })
            {
                yield return patch.Content;
            }
            else if (patch.Content is not null)
            {
                foreach (var hole in patch.Content.OpenHoles())
                {
                    yield return hole;
                }
            }
        }
    }

    /// <summary>Gives the bytes of the region in order, in as few pieces as there are.</summary>
    public void Emit<TSink>(ResponseWriter writer, ref TSink sink)
        where TSink : struct, IByteSink
    {
        var position = Start;
        if (HasPatches)
        {
            foreach (var patch in Ordered())
            {
                sink.Write(writer.Written(position, patch.Start).Span);
                if (patch.Content is null)
                {
                    sink.Write("null"u8);
                }
                else
                {
                    patch.Content.Emit(writer, ref sink);
                }

                position = patch.End;
            }
        }

        sink.Write(writer.Written(position, End).Span);
    }

    /// <summary>By position, without those that a null lies over.</summary>
    private IEnumerable<Patch> Ordered()
    {
        if (_patches is null)
        {
            yield break;
        }

        _patches.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var covered = Start;
        foreach (var patch in _patches)
        {
            if (patch.Start >= covered)
            {
                covered = patch.End;
                yield return patch;
            }
        }
    }

    /// <summary>Content null stands for a null over Start..End.</summary>
    private readonly record struct Patch(int Start, int End, Region? Content);
}

internal interface IByteSink
{
    void Write(ReadOnlySpan<byte> bytes);
}
