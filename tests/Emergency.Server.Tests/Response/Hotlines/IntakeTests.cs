using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Cases;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Hotlines;

public sealed partial class IntakeTests(Borough borough)
{
    private readonly Partner _fire = new(borough);

    private async Task<IncidentKnown> Known(Answer taken)
    {
        await borough.Folding.At(new(taken.Position!.Value), Until.AtMost, CancellationToken.None);
        return borough.Incident(taken["incidentId"].GetGuid())!;
    }

    [Fact]
    public async Task A_case_handed_over_by_119_is_an_open_incident_when_the_answer_comes()
    {
        var taken = (await _fire.Created(Partner.Fire(Partner.NewNumber(), Partner.Here))).Is(202);
        var incident = await Known(taken);
        incident.State.Community.ShouldBe(Borough.Community);
        incident.State.Doubt.ShouldBeNull();
        incident.State.Priority.ShouldBe(Priority.Life);
        taken.Body.TryGetProperty("handoverId", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_who_cannot_sign_hands_anything_over()
    {
        var body = Partner.Fire(Partner.NewNumber(), Partner.Here);
        (await _fire.Send("case.created", body, signature: "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))
            .Is(401)
            .Code.ShouldBe("hotline.signature");
        (await borough.Stranger.Post("/hotlines/119/messages", new { })).Is(401).Arguments.ShouldBe(["id-missing"]);
        (await _fire.Send("case.created", body, age: TimeSpan.FromMinutes(6))).Is(401).Arguments.ShouldBe(["too-old"]);
        (await _fire.Send("case.created", body, age: TimeSpan.FromMinutes(-6))).Is(401).Arguments.ShouldBe(["too-new"]);
        (await new Partner(borough, "12345").Created(body)).Is(404).Code.ShouldBe("hotline.unknown");
        (await new Partner(borough, "911").Created(body)).Is(404).Code.ShouldBe("hotline.unknown");
    }

    [Fact]
    public async Task The_same_message_again_is_answered_as_the_first_time_and_writes_nothing()
    {
        var (number, id) = (Partner.NewNumber(), $"again-{Guid.CreateVersion7()}");
        var first = (await _fire.Created(Partner.Fire(number, Partner.Here), id)).Is(202);
        var second = (await _fire.Created(Partner.Fire(number, Partner.Here), id)).Is(202);
        second.Text.ShouldBe(first.Text);
        second.Position.ShouldBe(first.Position);
        (await Known(first)).State.Reports.Count.ShouldBe(1);
        (await _fire.Created(Partner.Fire(number, title: "别的内容"), id)).Is(422).Code.ShouldBe("command.another-request");
    }

    [Fact]
    public async Task A_message_id_is_used_for_one_message_whatever_case_a_second_one_names()
    {
        var id = $"used-{Guid.CreateVersion7()}";
        var first = (await _fire.Created(Partner.Fire(Partner.NewNumber(), Partner.Here), id)).Is(202);
        var other = Partner.NewNumber();
        (await _fire.Created(Partner.Fire(other, Partner.Here), id)).Is(422).Code.ShouldBe("command.another-request");
        (await _fire.Cancelled(other, id)).Is(422).Code.ShouldBe("command.another-request");
        await Known(first);
        // As seen by another node, which did not take the first one itself.
        borough.Folding.Now.Of<LettersKnown>().Digests.ShouldContainKey(Derived.Command("hotline:119", id));
        borough.Folding.Now.Of<IncidentsKnown>().Cases.ShouldNotContainKey(new("119", other));
    }

    [Fact]
    public async Task A_second_case_with_the_same_number_joins_the_first()
    {
        var number = Partner.NewNumber();
        var first = (await _fire.Created(Partner.Fire(number, Partner.Here))).Is(202);
        var second = (await _fire.Created(Partner.Fire(number, Partner.Here, title: "又有人报"))).Is(202);
        second["incidentId"].GetGuid().ShouldBe(first["incidentId"].GetGuid());
        (await Known(second)).State.Reports.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_number_of_another_hotline_is_another_case()
    {
        var number = Partner.NewNumber();
        var (fire, police) = (
            (await _fire.Created(Partner.Fire(number, Partner.Here))).Is(202),
            (await new Partner(borough, "110").Created(Partner.Fire(number, Partner.Here))).Is(202)
        );
        police["incidentId"].GetGuid().ShouldNotBe(fire["incidentId"].GetGuid());
    }

    [Fact]
    public async Task An_update_that_overtakes_its_case_opens_the_incident_and_the_case_joins_it()
    {
        var number = Partner.NewNumber();
        var early = (
            await _fire.Updated(
                new
                {
                    caseNumber = number,
                    description = "有人被困",
                    casualties = new { trapped = 2 },
                }
            )
        ).Is(202);
        (await Known(early)).State.Doubt.ShouldBe("missing");
        var late = (await _fire.Created(Partner.Fire(number, Partner.Here))).Is(202);
        var incident = await Known(late);
        late["incidentId"].GetGuid().ShouldBe(early["incidentId"].GetGuid());
        (incident.State.Category, incident.State.Priority, incident.State.Reports.Count).ShouldBe((Category.Fire, Priority.Life, 2));
        await Until.True(
            () => borough.Incident(incident.Id.Value)!.State.Community == Borough.Community,
            "the community hears where it is"
        );
    }

    [Fact]
    public async Task An_update_that_says_nothing_of_the_kind_leaves_the_kind()
    {
        var number = Partner.NewNumber();
        await Known((await _fire.Created(Partner.Fire(number, Partner.Here))).Is(202));
        var incident = await Known((await _fire.Updated(new { caseNumber = number, title = "火已蔓延" })).Is(202));
        (incident.State.Category, incident.State.Priority, incident.State.Reports.Count).ShouldBe((Category.Fire, Priority.Life, 2));
    }

    [Fact]
    public async Task A_cancellation_marks_the_incident_and_leaves_it_open_for_a_person_to_decide()
    {
        var number = Partner.NewNumber();
        await _fire.Created(Partner.Fire(number, Partner.Here));
        var cancelled = (await _fire.Cancelled(number)).Is(202);
        var incident = await Known(cancelled);
        (incident.State.Stage, Lights.Of(borough.Folding.Now.Of<IncidentsKnown>(), incident).TakenBack).ShouldBe(
            (IncidentStage.Active, true)
        );
    }

    [Fact]
    public async Task A_cancellation_that_overtakes_its_case_is_kept_and_the_emergency_is_not_lost()
    {
        var number = Partner.NewNumber();
        (await _fire.Cancelled(number)).Is(202).Body.TryGetProperty("incidentId", out _).ShouldBeFalse();
        var created = (await _fire.Created(Partner.Fire(number, Partner.Here))).Is(202);
        var incident = await Known(created);
        incident.State.Stage.ShouldBe(IncidentStage.Active);
        await Until.True(
            () => borough.Incident(incident.Id.Value)!.State.Reports.Values.Single().Withdrawn,
            "the early cancellation follows its case"
        );
    }

    [Fact]
    public async Task A_call_about_an_incident_that_was_withdrawn_opens_another()
    {
        var number = Partner.NewNumber();
        var first = (await _fire.Created(Partner.Fire(number, Partner.Here))).Is(202);
        await Known(first);
        (await (await borough.Duty()).Post($"/api/incidents/{first.String("incidentId")}/withdraw", new { reason = "误报" })).Is(200);
        var again = (
            await _fire.Updated(
                new
                {
                    caseNumber = number,
                    title = "又冒烟了",
                    location = Partner.Here,
                }
            )
        ).Is(202);
        again["incidentId"].GetGuid().ShouldNotBe(first["incidentId"].GetGuid());
        (await Known(again)).State.Stage.ShouldBe(IncidentStage.Active);
    }

    [Theory]
    [InlineData("null", "missing")]
    [InlineData("""{"address":"试阳路"}""", "missing")]
    [InlineData("""{"lon":"abc","lat":32.1,"datum":"WGS84"}""", "unreadable")]
    [InlineData("""{"lon":114.07,"lat":32.11,"datum":"BD09"}""", "unreadable")]
    [InlineData("""{"lon":-75.3,"lat":40.1,"datum":"WGS84"}""", "outside")]
    [InlineData("""{"lon":121.5,"lat":31.2,"datum":"WGS84"}""", "outside")]
    [InlineData("[1,2]", "unreadable")]
    public async Task An_emergency_is_taken_wherever_it_is_said_to_be_and_marked(string location, string doubt)
    {
        var taken = (await _fire.Created(Partner.Fire(Partner.NewNumber(), JsonSerializer.Deserialize<JsonElement>(location)))).Is(202);
        var incident = await Known(taken);
        (incident.State.County, incident.State.Community, incident.State.Doubt).ShouldBe((Borough.County, null, doubt));
        (await (await borough.Duty()).Get($"/api/incidents/{incident.Id}")).Is(200);
    }

    [Fact]
    public async Task A_location_that_cannot_be_used_is_kept_for_the_duty_officer()
    {
        var taken = (await _fire.Created(Partner.Fire(Partner.NewNumber(), new { lon = "一百一十四", lat = 32.11 }))).Is(202);
        var incident = await Known(taken);
        borough.Sealing.Open<CaseText>(incident.State.Reports.Values.Single().Text)!.Received!.ShouldContain("一百一十四");
    }

    [Fact]
    public async Task Exchanged_coordinates_are_put_right_and_marked()
    {
        var incident = await Known(
            (
                await _fire.Created(
                    Partner.Fire(
                        Partner.NewNumber(),
                        new
                        {
                            lon = Borough.Lat,
                            lat = Borough.Lon,
                            datum = "WGS84",
                        }
                    )
                )
            ).Is(202)
        );
        (incident.State.Community, incident.State.Doubt).ShouldBe((Borough.Community, "swapped"));
    }

    [Fact]
    public async Task Without_coordinates_the_division_that_was_told_counts()
    {
        var incident = await Known((await _fire.Created(Partner.Fire(Partner.NewNumber(), divisionCode: Borough.Neighbour))).Is(202));
        (incident.State.Community, incident.State.Doubt).ShouldBe((Borough.Neighbour, "missing"));
    }

    [Fact]
    public async Task Every_fault_of_a_message_is_named_by_its_path()
    {
        var refused = (await _fire.Send("case.created", new { category = "fire", title = "" })).Is(400);
        refused.Code.ShouldBe("hotline.bad-message");
        foreach (var path in (string[])["$.data.caseNumber", "$.data.receivedAt", "$.data.priority"])
            refused.Arguments[0]!.ShouldContain(path);
        (await _fire.Raw("not json", "msg-not-json")).Is(400);
    }

    [Fact]
    public async Task A_case_that_brings_no_words_opens_its_incident() => (
            await _fire.Send(
                "case.created",
                new
                {
                    caseNumber = Partner.NewNumber(),
                    category = "fire",
                    receivedAt = "2026-01-15T02:13:05+08:00",
                    priority = "life",
                    divisionCode = Borough.Community,
                }
            )
        ).Is(202).String("incidentId").ShouldNotBeNullOrEmpty();

    [Fact]
    public async Task An_answer_to_a_hand_over_nobody_made_is_not_found() =>
        (await _fire.Send("handover.accepted", new { handoverId = Guid.Empty, at = "2026-01-15T02:13:05+08:00" }))
            .Is(404)
            .Code.ShouldBe("handover.unknown");

    [Fact]
    public async Task Hundreds_of_cases_at_once_are_all_there()
    {
        var numbers = Enumerable.Range(0, 300).Select(_ => Partner.NewNumber()).ToList();
        var answers = await Task.WhenAll(numbers.Select(number => _fire.Created(Partner.Fire(number, Partner.Here))));
        answers.ShouldAllBe(answer => answer.Status == 202);
        await borough.Folding.At(new(answers.Max(answer => answer.Position!.Value)), Until.AtMost, CancellationToken.None);
        var cases = borough.Folding.Now.Of<IncidentsKnown>().Cases;
        numbers.ShouldAllBe(number => cases.ContainsKey(new("119", number)));
    }
}
