namespace FocusSuite.BadInputs.Grpc;

/// <summary>What came back from a gRPC door.</summary>
/// <param name="Http">HTTP's status.</param>
/// <param name="ContentType">The type of what came back.</param>
/// <param name="Status">gRPC's status, from trailers or headers; null where there is none.</param>
/// <param name="Text">What the other end says about it: gRPC's message, or the body of a problem.</param>
/// <param name="GoesOn">Whether it is a stream that had more to say when nobody listened any longer, so that its status is not
/// known.</param>
public sealed record GrpcReply(int Http, string ContentType, int? Status, string Text, bool GoesOn);
