using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;
using Emergency.Engine.Actors;

namespace Emergency.Engine.Cluster;

/// <summary>Messages between nodes as JSON. A command goes in the form that the port's <see cref="IForms"/> gives it.</summary>
internal sealed class TravelBytes(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private sealed record ErrandText(string Stream, Meta Meta, string Form, JsonElement Command);

    private sealed record RefusedText(string Code, string[] Arguments);

    private readonly IForms _forms = Surroundings.Of(system).Forms;

    public override int Identifier => 120;

    public override string Manifest(object o) =>
        o switch
        {
            Errand => "errand",
            Answer { Reply: Reply.Accepted } => "accepted",
            Answer { Reply: Reply.Refused } => "refused",
            Answer { Reply: Reply.Busy } => "busy",
            Answer { Reply: Reply.Stopped } => "stopped",
            Answer { Reply: Reply.Broken } => "broken",
            Again => "again",
            _ => throw new ArgumentException($"{o.GetType().Name} does not travel", nameof(o)),
        };

    public override byte[] ToBinary(object obj) =>
        obj switch
        {
            Errand errand => Bytes(Write(errand)),
            Answer { Reply: Reply.Accepted reply } => Bytes(reply),
            Answer { Reply: Reply.Refused reply } => Bytes(new RefusedText(reply.Refusal.Code, [.. reply.Refusal.Arguments])),
            Answer { Reply: Reply.Busy reply } => Bytes(reply),
            Answer { Reply: Reply.Stopped reply } => Bytes(reply),
            Answer { Reply: Reply.Broken reply } => Bytes(reply),
            Again again => Bytes(again),
            _ => throw new ArgumentException($"{obj.GetType().Name} does not travel", nameof(obj)),
        };

    public override object FromBinary(byte[] bytes, string manifest) =>
        manifest switch
        {
            "errand" => Read(From<ErrandText>(bytes)),
            "accepted" => new Answer(From<Reply.Accepted>(bytes)),
            "refused" => new Answer(new Reply.Refused(Read(From<RefusedText>(bytes)))),
            "busy" => new Answer(From<Reply.Busy>(bytes)),
            "stopped" => new Answer(From<Reply.Stopped>(bytes)),
            "broken" => new Answer(From<Reply.Broken>(bytes)),
            "again" => From<Again>(bytes),
            _ => throw new ArgumentException($"unknown message {manifest}", nameof(manifest)),
        };

    private ErrandText Write(Errand errand)
    {
        var (form, command) = _forms.WriteCommand(errand.Command);
        return new(errand.Stream, errand.Meta, form, JsonSerializer.Deserialize<JsonElement>(command.Span));
    }

    private Errand Read(ErrandText text) =>
        new(text.Stream, _forms.ReadCommand(text.Form, JsonSerializer.SerializeToUtf8Bytes(text.Command)), text.Meta);

    private static Refusal Read(RefusedText text) => new(text.Code, text.Arguments);

    private static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value);

    private static T From<T>(byte[] bytes) => JsonSerializer.Deserialize<T>(bytes) ?? throw new JsonException($"no {typeof(T).Name}");
}
