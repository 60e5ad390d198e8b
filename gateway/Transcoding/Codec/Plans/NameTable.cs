using System.Text;

namespace GrpcTranscoding.Codec.Plans;

/// <summary>Finds a field by the UTF-8 bytes of a name: a small open hash table, since a dictionary would want strings.</summary>
internal sealed class NameTable
{
    private readonly Entry[] _entries;
    private readonly int _mask;

    public NameTable(IReadOnlyCollection<FieldPlan> fields)
    {
        var size = 4;
        while (size < fields.Count * 4)
        {
            size *= 2;
        }

        _entries = new Entry[size];
        _mask = size - 1;
        // JSON names first: where one field's proto name is another's JSON name, JSON's word counts.
        foreach (var field in fields)
        {
            Add(field.Descriptor.JsonName, field);
        }

        foreach (var field in fields)
        {
            Add(field.Descriptor.Name, field);
        }
    }

    public FieldPlan? Find(ReadOnlySpan<byte> name)
    {
        for (var i = Hash(name) & _mask; ; i = (i + 1) & _mask)
        {
            ref readonly var entry = ref _entries[i];
            if (entry.Name is null)
            {
                return null;
            }

            if (name.SequenceEqual(entry.Name))
            {
                return entry.Field;
            }
        }
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u ^ (uint)name.Length;
        foreach (var b in name)
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (int)(hash ^ (hash >> 15));
    }

    private void Add(string text, FieldPlan field)
    {
        var name = Encoding.UTF8.GetBytes(text);
        if (Find(name) is not null)
        {
            return;
        }

        var i = Hash(name) & _mask;
        while (_entries[i].Name is not null)
        {
            i = (i + 1) & _mask;
        }

        _entries[i] = new Entry(name, field);
    }

    private readonly record struct Entry(byte[]? Name, FieldPlan? Field);
}
