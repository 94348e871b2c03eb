using System.Text;
using System.Text.Json.Nodes;
using Emergency.Hotlines.Description;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Tests.Description;

/// <summary>The catalogue agrees with the reader and the writer: each member of each message is tried.</summary>
public sealed class CatalogueTests
{
    public static TheoryData<string> Read =>
        [.. Catalogue.Messages.Where(shape => shape.Way == Way.FromHotline).Select(shape => shape.Type)];

    public static TheoryData<string> Written => [.. Catalogue.Messages.Select(shape => shape.Type)];

    private static JsonObject Sample(string type) =>
        JsonNode.Parse(Samples.All.Single(sample => sample.Shape.Type == type).Body)!.AsObject();

    private static ParsedMessage Parsed(JsonObject message) => MessageReader.Read(Encoding.UTF8.GetBytes(message.ToJsonString()));

    [Theory, MemberData(nameof(Written))]
    public void A_sample_has_each_member_there_is_and_no_other_and_fits_its_schema(string type)
    {
        var shape = Catalogue.Of(type);
        var sample = Sample(type);
        Schema.Faults(JsonSchemas.Of(shape), sample).ShouldBeEmpty();
        var known = Paths(Catalogue.Envelope, "$").Concat(Paths(shape.Data, "$.data")).ToList();
        // Members that casualties and an answered call can leave out; the gateway's own time stands in the envelope too.
        string[] apart = ["$.data.casualties.dead", "$.data.at"];
        Leaves(sample, "$").Except(known, StringComparer.Ordinal).Except(apart, StringComparer.Ordinal).ShouldBeEmpty();
        known
            .Except(Leaves(sample, "$"), StringComparer.Ordinal)
            .Except(apart, StringComparer.Ordinal)
            .Where(path => path != "$.data.receivedAt")
            .ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Read))]
    public void What_the_catalogue_allows_is_read_and_what_it_does_not_is_refused_with_path_and_code(string type)
    {
        Parsed(Sample(type)).Faults.ShouldBeEmpty();
        foreach (var (path, member) in All(Catalogue.Envelope, []).Concat(All(Catalogue.Of(type).Data, ["data"])))
            Tried(type, path, member);
    }

    private static void Tried(string type, IReadOnlyList<string> path, Member member)
    {
        Expect(null, member is { Required: true, NeverRefused: false } ? Faults.Missing : null, "absent");
        Expect(JsonValue.Create(true), member.NeverRefused ? null : Faults.WrongKind, "of another kind");
        if (member.NeverRefused || (member.Name == "type" && path.Count == 1))
            return;
        if (member.Longest > 0 && path[^1] != "address")
        {
            Expect(JsonValue.Create(new string('x', member.Longest)), null, "as long as it may be");
            Expect(JsonValue.Create(new string('x', member.Longest + 1)), Faults.TooLong, "too long");
        }
        if (member.Most > 0)
        {
            Expect(JsonValue.Create(member.Most), null, "the highest");
            Expect(JsonValue.Create(member.Most + 1), Faults.OutOfRange, "too high");
            Expect(JsonValue.Create(-1), Faults.OutOfRange, "below 0");
        }
        foreach (var value in member.Values)
            Expect(JsonValue.Create(value), null, value);
        if (member.Kind == MemberKind.Code)
            Expect(JsonValue.Create("else"), Faults.UnknownValue, "no code");
        if (member.Open)
            Expect(JsonValue.Create("别的"), null, "words of one's own");
        if (member.Kind == MemberKind.Visible)
        {
            Expect(JsonValue.Create(""), Faults.Empty, "empty");
            Expect(JsonValue.Create("a b"), Faults.NotVisible, "with a space");
        }
        if (member.Kind == MemberKind.Time)
        {
            Expect(JsonValue.Create("soon"), Faults.NotATime, "no time");
            Expect(JsonValue.Create("2026-01-15T02:13:05"), Faults.TimeWithoutZone, "without zone");
        }
        if (member.Kind == MemberKind.Id)
            Expect(JsonValue.Create("77"), Faults.NotAnId, "no id");

        void Expect(JsonNode? value, string? code, string what)
        {
            var message = Sample(type);
            var holder = path.SkipLast(1).Aggregate(message, (at, name) => at[name]!.AsObject());
            holder[path[^1]] = value;
            MessageFault[] expected = code is null ? [] : [new($"$.{string.Join('.', path)}", code)];
            Parsed(message).Faults.ShouldBe(expected, $"{string.Join('.', path)} {what}");
        }
    }

    [Theory, MemberData(nameof(Read))]
    public void Each_member_is_really_read(string type)
    {
        var whole = Parsed(Sample(type)).Message!;
        foreach (var (path, member) in All(Catalogue.Of(type).Data, ["data"]))
        {
            // The sample names no dead.
            if (member.Required || path[^1] == "dead")
                continue;
            var message = Sample(type);
            var holder = path.SkipLast(1).Aggregate(message, (at, name) => at[name]!.AsObject());
            holder.Remove(path[^1]).ShouldBeTrue(string.Join('.', path));
            Parsed(message).Message.ShouldNotBeNull().ShouldNotBe(whole, string.Join('.', path));
        }
    }

    [Fact]
    public void Every_type_there_is_stands_in_the_catalogue() =>
        Catalogue
            .Messages.Select(shape => shape.Type)
            .ShouldBe(
                new[] { typeof(MessageTypes), typeof(VoiceMessages), typeof(LoudspeakerMessages), typeof(ChatMessages) }
                    .SelectMany(type => type.GetFields())
                    .Where(field => field is { IsLiteral: true, FieldType.Name: "String" })
                    .Select(field => (string)field.GetRawConstantValue()!),
                ignoreOrder: true
            );

    [Fact]
    public void The_codes_are_those_that_mean_something_of_their_own()
    {
        var returned = Catalogue.Of(MessageTypes.HandoverReturned).Data.Single(member => member.Name == "reason");
        returned
            .Values.Select(code => Content<HandoverReturned>(MessageTypes.HandoverReturned, "reason", code).Cause)
            .ShouldBe(Enum.GetValues<ReturnCause>().Except([ReturnCause.Other]), ignoreOrder: true);
        var priority = Catalogue.Of(MessageTypes.CaseCreated).Data.Single(member => member.Name == "priority");
        priority
            .Values.Select(code => Content<CaseCreated>(MessageTypes.CaseCreated, "priority", code).Priority)
            .ShouldBe(Enum.GetValues<CasePriority>(), ignoreOrder: true);
        HotlineCode
            .Kinds.Select(kind => HotlineCode.OfKind(kind))
            .ShouldBe(HotlineCode.All.Select(code => (HotlineCode?)code), ignoreOrder: true);
    }

    [Theory, InlineData("call.answered"), InlineData("call.failed")]
    public void The_gateway_is_heard_by_the_same_names(string type)
    {
        var heard = VoiceMessages.ReadOutcome(Samples.All.Single(sample => sample.Shape.Type == type).Body).ShouldNotBeNull();
        heard.ShouldBe(new CallOutcome("sample-call", type == VoiceMessages.Answered, type == VoiceMessages.Failed ? "busy" : null));
        var asked = Samples.All.Single(sample => sample.Shape.Type == VoiceMessages.Requested).Body;
        VoiceMessages.ReadRequest(asked).ShouldNotBeNull().Phone.ShouldBe("13900000001");
    }

    private static T Content<T>(string type, string member, string value)
        where T : HotlineContent
    {
        var message = Sample(type);
        message["data"]![member] = value;
        return Parsed(message).Message!.Content.ShouldBeOfType<T>();
    }

    private static IEnumerable<(IReadOnlyList<string> Path, Member Member)> All(
        IReadOnlyList<Member> members,
        IReadOnlyList<string> above
    ) =>
        members.SelectMany(member =>
            // A member inside one that is never refused is never refused either.
            All(
                    [.. member.Members.Select(inner => member.NeverRefused ? inner with { NeverRefused = true } : inner)],
                    [.. above, member.Name]
                )
                .Prepend(([.. above, member.Name], member))
        );

    private static IEnumerable<string> Paths(IReadOnlyList<Member> members, string above) =>
        All(members, []).Where(one => one.Member.Members.Count == 0).Select(one => $"{above}.{string.Join('.', one.Path)}");

    private static IEnumerable<string> Leaves(JsonObject holder, string above) =>
        holder.SelectMany(one => one.Value is JsonObject inner ? Leaves(inner, $"{above}.{one.Key}") : [$"{above}.{one.Key}"]);
}
