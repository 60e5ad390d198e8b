using FocusSuite.BadInputs.Kinds;

namespace FocusSuite.BadInputs;

/// <summary>All bad inputs of a route.</summary>
public static class Inputs
{
    public static IReadOnlyList<BadInput> For(GoodRequest good) =>
    [
        .. TokenKinds.Of(good), .. HeaderKinds.Of(good), .. AddressKinds.Of(good), .. QueryKinds.Of(good), .. PathFieldKinds.Of(good),
        .. DocumentKinds.Of(good), .. FieldKinds.Of(good),
        .. ProtocolKinds.Of(good),
        .. EncodingKinds.Of(good), .. WeightKinds.Of(good), .. ChunkKinds.Of(good), .. DepthKinds.Of(good),
    ];
}
