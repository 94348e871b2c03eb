using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Clinics;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Clinics;

public sealed class ClinicTests(Borough borough)
{
    private const string Code = Borough.Community,
        Illness = "拟症甲亢",
        Note = "药减半片";
    private static readonly DateOnly Today = Shanghai.Day(TimeProvider.System.GetUtcNow());

    private Task<Resident> Clinic() => borough.As(Role.Clinic, Borough.Street);

    private static string Of(PersonId person, string act = "") => $"/api/communities/{Code}/clinic/{person}{act}";

    private static string Day(int days) => Today.AddDays(days).ToString("O", null);

    private Task<PersonId> Somebody(string name, params string[] kinds) => SomebodyIn(Code, name, kinds);

    private async Task<PersonId> SomebodyIn(string community, string name, params string[] kinds)
    {
        var person = BoroughRegisters.Someone($"patient-{name}");
        // Nowhere on the map, so no fire of another test counts them.
        var contact = await borough.Seal(
            person.Value,
            new PersonContact("何拟诊", "女", ["13900000061"], null, "1号楼", "1单元", 3, "301", null)
        );
        var sensitive = await borough.Seal(
            person.Value,
            new PersonSensitive([.. kinds], new(1986, 1, 1), null, [], null, null, Illness, false, null, null, null)
        );
        await borough.Do(
            Entities.Residents(Borough.Realm, community),
            new RecordPersons([new(person, null, "G1", contact, sensitive)], null, borough.Time.GetUtcNow())
        );
        await Until.True(() => borough.Folding.Now.Of<ResidentsKnown>().Persons.ContainsKey(person), "the person is known");
        return person;
    }

    private async Task<Answer> Consent(PersonId person, string answer) =>
        (
            await (await borough.Secretary()).Post(
                $"/api/communities/{Code}/residents/{person}/consents",
                new
                {
                    answer,
                    uses = new[] { "health-clinic" },
                    witness = "何拟人",
                }
            )
        ).Is(200);

    private static object Met(string programme, string result) =>
        new
        {
            means = "door",
            results = new[] { new { programme, result } },
            note = Note,
        };

    private static JsonElement? Item(Answer list, PersonId person) =>
        list["items"]
            .EnumerateArray()
            .Where(item => item.GetProperty("personId").GetGuid() == person.Value)
            .Select(item => (JsonElement?)item)
            .FirstOrDefault();

    [Fact]
    public async Task A_clinic_meets_its_patients_masked_and_nobody_else()
    {
        var (patient, signed, other) = (await Somebody("one", "pregnant"), await Somebody("two"), await Somebody("three", "elder-alone"));
        var (given, clinic) = (await Consent(signed, "given"), await Clinic());
        var list = (await clinic.Get("/api/clinic/patients", given)).Is(200);
        Item(list, patient).ShouldNotBeNull().GetProperty("programmes")[0].GetString().ShouldBe("pregnant");
        Item(list, signed).ShouldNotBeNull().GetProperty("programmes")[0].GetString().ShouldBe("signed");
        Item(list, other).ShouldBeNull();
        list.Text.ShouldNotContain("何拟诊");
        list.Text.ShouldNotContain(Illness);
        (await clinic.Get(Of(other))).Is(404).Code.ShouldBe("clinic.unknown");
        (await clinic.Post(Of(other, "/make"), Met("signed", "well"))).Is(404);
        foreach (
            var path in (string[])
                [
                    $"/api/communities/{Code}/residents",
                    $"/api/communities/{Code}/residents/{patient}/history",
                    $"/api/communities/{Code}/visits/{patient}",
                    $"/api/communities/{Code}/visits/{patient}/history",
                    $"/api/communities/{Code}/attachments/person/{patient}",
                    "/api/visits/mine",
                    "/api/protection",
                ]
        )
            (await clinic.Get(path)).Status.ShouldBeOneOf(403, 404);
        (await (await borough.As(Role.Clinic, Borough.OtherStreet)).Get(Of(patient))).Is(404);
        (await (await borough.As(Role.Clinic, Borough.Neighbour)).Get(Of(patient))).Is(403);
        (await (await borough.As(Role.Clinic, Borough.Neighbour)).Get("/api/clinic/patients")).Is(200).Text.ShouldNotContain($"{patient}");
        (await (await borough.As(Role.Clinic, Code)).Get(Of(patient))).Is(200);
    }

    [Fact]
    public async Task Illness_is_shown_to_the_clinic_with_consent_alone_and_hidden_when_it_is_withdrawn()
    {
        var (patient, clinic) = (await Somebody("ill", "pregnant"), await Clinic());
        (await clinic.Get(Of(patient))).Is(200).Body.TryGetProperty("illness", out _).ShouldBeFalse();
        var given = await Consent(patient, "given");
        (await clinic.Get(Of(patient), given)).Is(200)["illness"].GetString().ShouldBe(Illness);
        // The committee was not allowed to load the record by that.
        var record = await (await borough.Secretary()).Get($"/api/communities/{Code}/residents/{patient}/history", given);
        record.Is(200).Text.ShouldNotContain(Illness);
        var withdrawn = await Consent(patient, "withdrawn");
        (await clinic.Get(Of(patient), withdrawn)).Is(200).Body.TryGetProperty("illness", out _).ShouldBeFalse();
        var alone = await Somebody("gone");
        await Consent(alone, "given");
        (await clinic.Get(Of(alone), await Consent(alone, "withdrawn"))).Is(404);
    }

    [Fact]
    public async Task The_next_day_follows_from_the_table_and_a_retry_changes_nothing()
    {
        var (patient, clinic) = (await Somebody("next", "escort"), await Clinic());
        (await clinic.Post(Of(patient, "/date"), new { next = Day(-1) })).Is(422).Code.ShouldBe("clinic.bad-day");
        (await clinic.Post(Of(patient, "/date"), new { next = Day(3) })).Is(200);
        (await clinic.Post(Of(patient, "/make"), Met("signed", "well"))).Is(409).Code.ShouldBe("clinic.other-programmes");
        (await clinic.Post(Of(patient, "/make"), Met("escort", "none"))).Is(400);
        var first = (await clinic.Post(Of(patient, "/make"), Met("escort", "unstable"), $"clinic-{patient}")).Is(200);
        (await clinic.Post(Of(patient, "/make"), Met("escort", "unstable"), $"clinic-{patient}")).Is(200).Position.ShouldBe(first.Position);
        var card = (await clinic.Get(Of(patient), first)).Is(200);
        card["patient"].GetProperty("next").GetString().ShouldBe(Day(14));
        card["items"]
            .EnumerateArray()
            .Select(item => item.GetProperty("what").GetString())
            .ShouldBe(["clinic.visit-made.v1", "clinic.visit-dated.v1"]);
        card["items"][0].GetProperty("results")[0].GetProperty("result").GetString().ShouldBe("unstable");
        card["items"][0].GetProperty("note").GetString().ShouldBe(Note);
        card["programmes"][0].GetProperty("article").GetString().ShouldNotBeNullOrEmpty();
        var missed = (await clinic.Post(Of(patient, "/miss"), new { reason = "out", again = Day(2) })).Is(200);
        Item((await clinic.Get("/api/clinic/patients", missed)).Is(200), patient)
            .ShouldNotBeNull()
            .GetProperty("missed")
            .GetString()
            .ShouldBe("out");
    }

    [Fact]
    public async Task Others_are_told_the_clinics_next_day_and_nothing_of_why_how_often_or_what_came_of_it()
    {
        var (patient, clinic) = (await Somebody("secret", "escort", "elder-alone"), await Clinic());
        (await clinic.Post(Of(patient, "/miss"), new { reason = "refused", note = Note })).Is(200);
        (await clinic.Post(Of(patient, "/make"), Met("escort", "unstable"))).Is(200);
        var made = (await clinic.Post(Of(patient, "/make"), Met("escort", "wavering"))).Is(200);
        (await (await borough.Secretary()).Post($"/api/communities/{Code}/visits/plan", new { })).Is(200);
        var (secretary, street) = (await borough.Secretary(), await borough.StreetOfficer());
        var card = (await secretary.Get($"/api/communities/{Code}/visits/{patient}", made)).Is(200);
        card["visit"].GetProperty("clinic").GetString().ShouldBe(Day(14));
        (await secretary.Get($"/api/communities/{Code}/visits", made))
            .Is(200)["clinic"]
            .EnumerateArray()
            .Single(one => one.GetProperty("personId").GetGuid() == patient.Value)
            .GetProperty("next")
            .GetString()
            .ShouldBe(Day(14));
        Resident[] others =
        [
            secretary,
            await borough.As(Role.ChildDirector, Code),
            await borough.GridChief(),
            await borough.UnitChief(),
            street,
            await borough.Duty(),
            await borough.As(Role.CountyCommander, Borough.County),
            await borough.As(Role.CivilAffairs, Borough.County),
            await borough.As(Role.ChildSupervisor, Borough.Street),
            await borough.As(Role.Auditor, Borough.County),
            await borough.As(Role.Volunteer, Code),
        ];
        string[] paths =
        [
            Of(patient),
            "/api/clinic/patients",
            $"/api/communities/{Code}/visits/{patient}",
            $"/api/communities/{Code}/visits/{patient}/history",
            $"/api/communities/{Code}/visits",
            $"/api/streets/{Borough.Street}/visits",
            "/api/visits/mine?ahead=31&all=true",
            $"/api/communities/{Code}/residents",
            $"/api/communities/{Code}/residents/{patient}/history",
            $"/api/communities/{Code}/residents/{patient}/consents",
            $"/api/communities/{Code}/residents/export?form=csv&why=check&to=x",
            "/api/divisions",
        ];
        string[] secrets = ["unstable", "wavering", "clinic.visit", Note, "\"programme", Illness];
        foreach (var one in others)
        foreach (var path in paths)
        {
            var answer = await one.Get(path, made);
            foreach (var secret in secrets)
                answer.Text.ShouldNotContain(secret, Case.Sensitive, $"{one.Account} {path}");
            // The number of its visits would show the patient's condition.
            answer.Text.Contains($"\"clinic\":\"{Day(0)}\"", StringComparison.Ordinal).ShouldBeFalse($"{one.Account} {path}");
        }
        foreach (var one in others)
        foreach (var act in (string[])["/make", "/miss", "/date"])
            (await one.Post(Of(patient, act), Met("escort", "stable"))).Status.ShouldBeOneOf(403, 404);
    }

    [Fact]
    public async Task What_is_exported_of_a_clinics_visit_has_neither_programme_nor_result_in_clear()
    {
        var (patient, clinic) = (await Somebody("export", "escort"), await Clinic());
        (await clinic.Post(Of(patient, "/make"), Met("escort", "not-settled"))).Is(200);
        var export = (await (await borough.As(Role.Operator, Borough.County)).Get("/api/export")).Text;
        foreach (var secret in (string[])["not-settled", Note, "\"escort\""])
            export.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Who_leaves_is_no_patient_and_no_day_is_left_of_them()
    {
        var (patient, clinic, secretary) = (await Somebody("left", "pregnant"), await Clinic(), await borough.Secretary());
        (await clinic.Post(Of(patient, "/make"), Met("pregnant", "late"))).Is(200);
        (await secretary.Post($"/api/communities/{Code}/residents/{patient}/leave", new { how = "moved", day = Today })).Is(200);
        await Until.True(() => borough.Folding.Now.Of<ClinicsKnown>().Find(Code, patient) is null, "it has ended");
        (await clinic.Get(Of(patient))).Is(404);
        var back = (await secretary.Post($"/api/communities/{Code}/residents/{patient}/return", new { day = Today })).Is(200);
        var card = (await secretary.Get($"/api/communities/{Code}/visits/{patient}", back)).Is(200);
        card["visit"].TryGetProperty("clinic", out _).ShouldBeFalse();
        (await clinic.Get(Of(patient), back)).Is(200)["patient"].TryGetProperty("next", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Whose_community_is_split_or_merged_keeps_the_day_on_which_the_clinic_comes()
    {
        // Communities of this test alone.
        const string Old = "411502804051";
        const string There = "411502804052";
        var (by, at) = (Borough.By, borough.Time.GetUtcNow());
        foreach (var code in (string[])[Old, There])
            await borough.Do(
                Entities.Place(Borough.Realm, code),
                new RegisterDivision(code, $"例{code[9..]}社区", "社区", new(2020, 1, 1), null, at)
            );
        var (person, overdue) = (await SomebodyIn(Old, "passed", "pregnant"), await SomebodyIn(Old, "overdue", "pregnant"));
        await borough.Do(Entities.Clinic(Borough.Realm, Old, person), new DateClinicVisit(person, Old, Today.AddDays(9), by, at));
        await borough.Do(
            Entities.Clinic(Borough.Realm, Old, overdue),
            new DateClinicVisit(overdue, Old, Today.AddDays(-9), by, at.AddDays(-10))
        );
        await borough.Do(Entities.Residents(Borough.Realm, Old), new PassHomes([], [person, overdue], [], There, by, at));
        foreach (var (one, day) in new[] { (person, Today.AddDays(9)), (overdue, Today) })
            await Until.True(
                () => Kept(There, one)?.State.Next == day && Kept(Old, one) is null,
                "the day goes along; what was missed is due today"
            );

        PatientKnown? Kept(string community, PersonId one) => borough.Folding.Now.Of<ClinicsKnown>().Find(community, one);
    }
}
