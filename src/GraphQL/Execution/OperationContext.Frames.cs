using System.Diagnostics;
using System.Runtime.CompilerServices;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Execution;

/// <summary>The values that are open, outermost first: they tell the path of an error and where a null comes to rest.</summary>
internal sealed partial class OperationContext
{
    private Frame[] _frames = new Frame[16];
    private int _depth;

    /// <summary>
    /// A resolver may run on another thread before its hole is left. As <see cref="FieldContext.Detach"/> waits for it, what is
    /// open cannot change while a path is taken from it.
    /// </summary>
    public Lock PathGate { get; } = new();

    /// <summary>What is being written; a hole's content is a region of its own.</summary>
    private Region _region = null!;

    /// <summary>Where a null comes to rest that leaves the region; null stands for the data as a whole.</summary>
    private Boundary? _outerBoundary;

    /// <summary>Opens the value of a field.</summary>
    public void Push(SelectedField? field, bool isNullable)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        ref var frame = ref _frames[_depth++];
        frame.Field = field;
        frame.Index = 0;
        frame.Start = Writer.Position;
        frame.IsNullable = isNullable;
        frame.Path = null;
        frame.Boundary = null;
    }

    /// <summary>Closes a value that is complete.</summary>
    public void Pop()
    {
        ref var frame = ref _frames[--_depth];
        if (frame.Boundary is not null)
        {
            frame.Boundary.End = Writer.Position;
        }
    }

    /// <summary>Closes a value that an error took: writes null and returns true where it may be null, else false.</summary>
    public bool PopFailed()
    {
        var absorbed = Absorb(ref _frames[_depth - 1]);
        _depth--;
        return absorbed;
    }

    /// <summary>Closes a value either way; false when it took the value around it with it.</summary>
    public bool CloseValue(bool isComplete)
    {
        if (!isComplete)
        {
            return PopFailed();
        }

        Pop();
        return true;
    }

    /// <summary>Goes on to the next item of the list whose item frame is on top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void NextItem(int index)
    {
        ref var frame = ref _frames[_depth - 1];
        if (frame.Boundary is not null)
        {
            frame.Boundary.End = Writer.Position - 1;
            frame.Boundary = null;
        }

        frame.Index = index;
        frame.Start = Writer.Position;
        frame.Path = null;
    }

    /// <summary>Puts null in the place of the item on top, which an error took; false when it may not be null.</summary>
    public bool TryNullItem() => Absorb(ref _frames[_depth - 1]);

    /// <summary>The path of a field whose own value may or may not be open.</summary>
    public PathNode GetPath(SelectedField field)
    {
        for (var i = _depth - 1; i >= 0; i--)
        {
            if (_frames[i].Field is { } open)
            {
                return open == field ? PathOf(_depth - 1)! : new PathNode(PathOf(_depth - 1), field.ResponseKey, 0);
            }
        }

        return new PathNode(PathOf(_depth - 1), field.ResponseKey, 0);
    }

    /// <summary>Leaves a hole for a field here.</summary>
    public void Leave(Hole hole, SelectedField field)
    {
        hole.Path = new PathNode(PathOf(_depth - 1), field.ResponseKey, 0);
        hole.Enclosing = BoundaryOf(_depth - 1);
        _region.AddHole(Writer.Position, hole);
    }

    /// <summary>Starts to write into a hole, as if at the place where it is.</summary>
    public void Enter(Hole hole)
    {
        Debug.Assert(_depth == 0, "a hole is filled while nothing else is written");
        _region = hole;
        _outerBoundary = hole.Enclosing;
        hole.Start = Writer.Position;
    }

    /// <summary>Starts to write into a hole, and opens the value of its field.</summary>
    public void Enter(Hole hole, SelectedField field, bool isNullable)
    {
        Enter(hole);
        Push(field, isNullable);
        _frames[0].Path = hole.Path;
    }

    /// <summary>Ends the content of a hole; where an error took it and it may not be null, a value around it becomes null.</summary>
    public void Exit(Hole hole, bool isComplete)
    {
        if (_depth > 0)
        {
            isComplete = CloseValue(isComplete);
        }

        if (!isComplete)
        {
            Writer.Truncate(hole.Start);
            hole.Truncate(hole.Start);
            Raise(hole.Enclosing);
        }

        Debug.Assert(_depth == 0, "every value that was opened is closed");
        hole.End = Writer.Position;
        hole.IsComplete = true;
    }

    /// <summary>A null that no value of a region could hold: it goes to the nearest that can.</summary>
    private void Raise(Boundary? boundary)
    {
        if (boundary is null)
        {
            IsDataNull = true;
        }
        else
        {
            boundary.Null();
        }
    }

    private bool Absorb(ref Frame frame)
    {
        if (!frame.IsNullable)
        {
            return false;
        }

        Writer.Truncate(frame.Start);
        _region.Truncate(frame.Start);
        Writer.WriteNull();
        frame.Boundary?.Discard();
        frame.Boundary = null;
        return true;
    }

    private PathNode? PathOf(int frameIndex)
    {
        if (frameIndex < 0)
        {
            return null;
        }

        ref var frame = ref _frames[frameIndex];
        return frame.Path ??= new PathNode(PathOf(frameIndex - 1), frame.Field?.ResponseKey, frame.Index);
    }

    private Boundary? BoundaryOf(int frameIndex)
    {
        while (frameIndex >= 0 && !_frames[frameIndex].IsNullable)
        {
            frameIndex--;
        }

        if (frameIndex < 0)
        {
            return _outerBoundary;
        }

        ref var frame = ref _frames[frameIndex];
        return frame.Boundary ??= new Boundary(_region, frame.Start, BoundaryOf(frameIndex - 1));
    }
}
