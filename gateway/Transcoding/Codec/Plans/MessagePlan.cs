using System.Collections.Frozen;
using System.Text;
using Google.Protobuf.Reflection;

namespace GrpcTranscoding.Codec.Plans;

/// <summary>A message type with the plans of its fields, in the order of the proto file.</summary>
internal sealed class MessagePlan
{
    private readonly FieldPlan?[] _byNumber;
    private readonly FrozenDictionary<int, FieldPlan> _byLargeNumber;
    private readonly NameTable _byName;

    public MessagePlan(MessageDescriptor descriptor, FieldPlan[] fields, CodecContext context)
    {
        // Above this a field is found by hash: a sparse numbering must not cost memory.
        const int DenseLimit = 256;
        Descriptor = descriptor;
        Fields = fields;
        Context = context;
        WellKnown = Plans.WellKnown.KindOf(descriptor);
        HasHeaders = fields.Any(f => f.Header is not null);
        OneofCount = descriptor.Oneofs.Count;
        _byNumber = new FieldPlan?[fields.Select(f => f.Number).Where(n => n < DenseLimit).DefaultIfEmpty(-1).Max() + 1];
        foreach (var field in fields.Where(f => f.Number < DenseLimit))
        {
            _byNumber[field.Number] = field;
        }

        _byLargeNumber = fields.Where(f => f.Number >= DenseLimit).ToFrozenDictionary(f => f.Number);
        _byName = new NameTable(fields);
    }

    public MessageDescriptor Descriptor { get; }

    public FieldPlan[] Fields { get; }

    public CodecContext Context { get; }

    public WellKnownKind WellKnown { get; }

    public bool HasHeaders { get; }

    public int OneofCount { get; }

    public FieldPlan? Find(int number) =>
        (uint)number < (uint)_byNumber.Length ? _byNumber[number]
            : _byLargeNumber.Count == 0 ? null : _byLargeNumber.GetValueOrDefault(number);

    /// <summary>Finds a field by its JSON name or its name in the proto file.</summary>
    public FieldPlan? Find(ReadOnlySpan<byte> name) => _byName.Find(name);

    public FieldPlan? Find(string name) => _byName.Find(Encoding.UTF8.GetBytes(name));

    public FieldPlan Find(FieldDescriptor descriptor) =>
        Array.Find(Fields, f => f.Number == descriptor.FieldNumber)
        ?? throw new ArgumentException($"{descriptor.FullName} is no field of {Descriptor.FullName}.");
}
