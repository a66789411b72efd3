using System.Runtime.InteropServices;

namespace DepGraph.GraphQL.Execution.Completion;

/// <summary>A list of <typeparamref name="TItem"/>. https://spec.graphql.org/September2025/#sec-Value-Completion</summary>
internal sealed class ListCompleter<TList, TItem>(Completer<TItem> itemCompleter, bool isNullable)
    : Completer<TList>(isNullable, isLeaf: false)
    where TList : IEnumerable<TItem>
{
    /// <summary>After so many items it looks whether the operation may go on.</summary>
    private const int ItemsBetweenChecks = 256;

    public override bool Complete(OperationContext operation, SelectedField field, TList value)
    {
        if (value is null)
        {
            return operation.CompleteNull(field, IsNullable);
        }

        var start = operation.Writer.Position;
        operation.Push(null, itemCompleter.IsNullable);
        var isComplete = value switch
        {
            TItem[] array => CompleteSpan(operation, field, array),
            List<TItem> list => CompleteSpan(operation, field, CollectionsMarshal.AsSpan(list)),
            _ => CompleteSequence(operation, field, value),
        };
        operation.Pop();
        if (isComplete)
        {
            Close(operation, start);
        }

        return isComplete;
    }

    private bool CompleteSpan(OperationContext operation, SelectedField field, ReadOnlySpan<TItem> items)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (!CompleteItem(operation, field, i, items[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A list of the host's own making, whose members may throw.</summary>
    private bool CompleteSequence(OperationContext operation, SelectedField field, TList sequence)
    {
        IEnumerator<TItem>? enumerator = null;
        try
        {
            var list = sequence as IReadOnlyList<TItem>;
            for (var i = 0; ; i++)
            {
                TItem item;
                try
                {
                    enumerator ??= list is null ? sequence.GetEnumerator() : null;
                    if (enumerator is null ? i >= list!.Count : !enumerator.MoveNext())
                    {
                        return true;
                    }

                    item = enumerator is null ? list![i] : enumerator.Current;
                }
#pragma warning disable CA1031 // Whatever the list throws becomes an error of its field.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    operation.Add(operation.ToError(e, field, operation.GetPath(field)));
                    return false;
                }

                if (!CompleteItem(operation, field, i, item))
                {
                    return false;
                }
            }
        }
        finally
        {
            enumerator?.Dispose();
        }
    }

    private bool CompleteItem(OperationContext operation, SelectedField field, int index, TItem item)
    {
        operation.Writer.WriteByte((byte)',');
        operation.NextItem(index);
        if (index % ItemsBetweenChecks == ItemsBetweenChecks - 1 && !operation.MayGoOn(field))
        {
            return false;
        }

        return itemCompleter.Complete(operation, field, item) || operation.TryNullItem();
    }

    /// <summary>The comma of the first item stands where the bracket belongs.</summary>
    private static void Close(OperationContext operation, int start)
    {
        var writer = operation.Writer;
        if (writer.Position == start)
        {
            writer.WriteRaw("[]"u8);
            return;
        }

        writer.Patch(start, (byte)'[');
        writer.WriteByte((byte)']');
    }
}
