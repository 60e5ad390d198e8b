using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Binding;

/// <summary>What a request means.</summary>
/// <param name="Binding">The binding, or null when there is none.</param>
/// <param name="PathFields">The fields that its path gives, as wire bytes.</param>
/// <param name="Allowed">The HTTP methods that the path knows, where it is known but not with the request's method.</param>
/// <param name="IsMalformed">Whether there would be a binding if the path's escapes were UTF-8 text.</param>
internal readonly record struct RouteMatch(HttpBinding? Binding, WireWriter? PathFields, SortedSet<string>? Allowed, bool IsMalformed);
