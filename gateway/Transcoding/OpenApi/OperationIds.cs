using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;

namespace GrpcTranscoding.OpenApi;

/// <summary>
/// The ids of a document's operations. An id depends on its own method alone, so that nobody's generated client changes because another
/// method was added: it is the method's full name, with the binding's number from the second binding on.
/// </summary>
internal sealed class OperationIds
{
    private readonly Dictionary<HttpBinding, string> _ids = [];

    public OperationIds(IEnumerable<HttpBinding> bindings, Func<MethodDescriptor, int, string>? nameOf)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var numbered = bindings.GroupBy(b => b.Method.FullName, StringComparer.Ordinal)
            .SelectMany(g => g.Select((binding, index) => (Binding: binding, Index: index)));
        // First bindings first: a method that is called like another one's second binding keeps its name.
        foreach (var (binding, index) in numbered.OrderBy(b => b.Index))
        {
            var id = nameOf?.Invoke(binding.Method, index) ?? Default(binding.Method, index);
            var free = id;
            for (var i = 2; !taken.Add(free); i++)
            {
                free = $"{id}_{i}";
            }

            _ids.Add(binding, free);
        }
    }

    public string this[HttpBinding binding] => _ids[binding];

    private static string Default(MethodDescriptor method, int index)
    {
        var name = method.FullName.Replace('.', '_');
        return index == 0 ? name : $"{name}_{index + 1}";
    }
}
