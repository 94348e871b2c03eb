using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Handovers;

/// <summary>Every kind of hand-over reaches somebody with a page for it and an act there.</summary>
public sealed class ReceiversTests(Borough borough)
{
    private async Task<string> Incident(string title) =>
        $"/api/incidents/{(await (await borough.Duty()).Post("/api/incidents", new { category = "other", title, community = Borough.Community })).Is(201).String("id")}";

    private Task<Resident> Civil() => borough.As(Role.CivilAffairs, Borough.County);

    private static JsonElement? Of(Answer list, string id) =>
        list["items"]
            .EnumerateArray()
            .Cast<JsonElement?>()
            .FirstOrDefault(one => one!.Value.GetProperty("handover").GetProperty("id").GetString() == id);

    public static TheoryData<HandoverKind> Kinds => [.. Enum.GetValues<HandoverKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_kind_goes_to_a_hotline_or_to_an_office_that_sees_it_and_answers(HandoverKind kind)
    {
        var incident = await Incident($"移交 {kind}");
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
        var offered = (await (await borough.Duty()).Post($"{incident}/handovers", new { kind = name, text = "请接" })).Is(201);
        var id = offered.String("id")!;
        var (line, office) = (Receivers.LineOf(kind), Receivers.RoleOf(kind));
        (line is null).ShouldBe(office is not null, "a line or an office, never neither and never both");
        var civil = await Civil();
        if (office is null)
        {
            // The other side answers over its line; if it has no machine the desk dials and writes down the answer.
            (await civil.Post($"/api/handovers/{id}/answer", new { word = "accept" })).Is(404);
            Of((await civil.Get("/api/handovers/received", offered)).Is(200), id).ShouldBeNull();
            (await (await borough.Duty()).Post($"{incident}/handovers/{id}/call", new { confirmed = true, note = "对方已接" })).Is(200);
            return;
        }
        HandoverPermissions.Answer.Of(office.Value).ShouldBe(Reach.Scope);
        var row = Of((await civil.Get("/api/handovers/received", offered)).Is(200), id).ShouldNotBeNull();
        row.GetProperty("handover").GetProperty("stage").GetString().ShouldBe("queued");
        (await civil.Post($"/api/handovers/{id}/answer", new { word = "accept" })).Is(200);
    }

    [Fact]
    public async Task Civil_affairs_read_what_is_addressed_to_them_take_it_and_end_it()
    {
        var (incident, civil, duty) = (await Incident("孩子无人照料"), await Civil(), await borough.Duty());
        var other = (await duty.Post($"{incident}/handovers", new { kind = "police", text = "丢了东西" })).Is(201);
        (await civil.Get($"{incident}/handovers", other)).Is(403);
        var offered = (await duty.Post($"{incident}/handovers", new { kind = "civil-affairs", text = "七岁，奶奶送医了" })).Is(201);
        var id = offered.String("id")!;
        var mine = (await civil.Get($"{incident}/handovers", offered)).Is(200)["items"].EnumerateArray().ToList();
        mine.ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("civil-affairs");
        (await civil.Get($"{incident}/handovers/{id}")).Is(200)["text"].GetString().ShouldBe("七岁，奶奶送医了");
        (await civil.Get($"{incident}/handovers/{other.String("id")}")).Is(403);

        var opened = (await civil.Post($"/api/handovers/{id}/open")).Is(200);
        opened["text"].GetString().ShouldBe("七岁，奶奶送医了");
        opened.String("accessId").ShouldNotBeNullOrEmpty();
        (await Stage(civil, opened, id)).ShouldBe("delivered");
        (await civil.Post($"/api/handovers/{id}/answer", new { word = "return" })).Is(400);
        (
            await civil.Post(
                $"/api/handovers/{id}/answer",
                new
                {
                    word = "return",
                    cause = "incomplete",
                    text = "在哪个社区",
                }
            )
        ).Is(200);
        var taken = (await civil.Post($"/api/handovers/{id}/answer", new { word = "accept" })).Is(200);
        (await Stage(civil, taken, id)).ShouldBe("accepted");
        (await civil.Post($"/api/handovers/{id}/answer", new { word = "complete" })).Is(400);
        var done = (await civil.Post($"/api/handovers/{id}/answer", new { word = "complete", text = "已送救助站" })).Is(200);
        Of((await civil.Get("/api/handovers/received", done)).Is(200), id).ShouldBeNull("what is done waits for nobody");
        (await duty.Get($"{incident}/handovers/{id}", done)).Is(200)["said"].GetString().ShouldBe("已送救助站");
    }

    [Fact]
    public async Task Nobody_answers_for_another_office_or_another_county()
    {
        var (incident, duty) = (await Incident("老人无人照料"), await borough.Duty());
        var id = (await duty.Post($"{incident}/handovers", new { kind = "civil-affairs", text = "请接" })).Is(201).String("id");
        (await duty.Post($"/api/handovers/{id}/answer", new { word = "accept" })).Is(403);
        (await (await borough.Secretary()).Get("/api/handovers/received")).Is(403);
        var elsewhere = await borough.As(Role.CivilAffairs, "411503");
        (await elsewhere.Post($"/api/handovers/{id}/answer", new { word = "accept" })).Is(404);
        (await elsewhere.Post($"/api/handovers/{id}/open")).Is(404);
    }

    private static async Task<string?> Stage(Resident civil, Answer after, string id) =>
        Of((await civil.Get("/api/handovers/received", after)).Is(200), id)?.GetProperty("handover").GetProperty("stage").GetString();
}
