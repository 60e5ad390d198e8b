using k8s.Models;

namespace FocusSuite.Deployment.Tests.Support;

/// <summary>A rendered set of objects.</summary>
internal sealed class Objects(IReadOnlyList<object> all)
{
    public const string NameLabel = "app.kubernetes.io/name";

    public IReadOnlyList<object> All => all;

    /// <summary>Every pod that the set makes.</summary>
    public IEnumerable<PodOf> Pods =>
    [
        .. Of<V1Deployment>().Select(deployment => new PodOf(deployment.Name(), deployment.Spec.Template)),
        .. Of<V1Job>().Select(job => new PodOf(job.Name(), job.Spec.Template)),
    ];

    public IEnumerable<T> Of<T>() => all.OfType<T>();

    public T One<T>(string name)
        where T : IMetadata<V1ObjectMeta> => Of<T>().Single(one => one.Metadata.Name == name);

    /// <summary>What a container finds in its environment: a text, or <c>secret:name/key</c>.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentOf(V1Container container)
    {
        var environment = new Dictionary<string, string>();
        foreach (var map in (container.EnvFrom ?? []).Select(source => One<V1ConfigMap>(source.ConfigMapRef.Name)))
        {
            foreach (var (key, value) in map.Data)
            {
                environment[key] = value;
            }
        }

        foreach (var variable in container.Env ?? [])
        {
            environment[variable.Name] = variable.ValueFrom?.SecretKeyRef is { } secret
                ? $"secret:{secret.Name}/{secret.Key}"
                : variable.Value;
        }

        return environment;
    }
}

/// <summary>A pod and who makes it.</summary>
internal sealed record PodOf(string Owner, V1PodTemplateSpec Template)
{
    public V1PodSpec Spec => Template.Spec;

    public V1Container Main => Spec.Containers.Single(container => container.Name == "main");

    public override string ToString() => Owner;
}
