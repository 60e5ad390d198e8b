using GrpcTranscoding.Codec.Plans;

namespace GrpcTranscoding.Binding;

/// <summary>The members of oneofs that a request has given so far, wherever in its message they are.</summary>
internal sealed class OneofChoices
{
    private readonly Dictionary<(string Message, int Oneof), FieldPlan> _chosen = [];

    public OneofChoices()
    {
    }

    /// <summary>Begins with a field of the outermost message.</summary>
    public OneofChoices(FieldPlan given) => _chosen.Add(("", given.Oneof), given);

    /// <summary>
    /// Notes the members on a way, and tells the oneof of which another member was given before; null when there is none.
    /// </summary>
    public string? Excludes(FieldPath path)
    {
        var message = "";
        foreach (var field in path.Fields)
        {
            if (field.Oneof >= 0 && !_chosen.TryAdd((message, field.Oneof), field) && _chosen[(message, field.Oneof)] != field)
            {
                return field.Descriptor.RealContainingOneof.Name;
            }

            message += "." + field.Name;
        }

        return null;
    }
}
