using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Attachments;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.People;

/// <summary>
/// The server shows each field to just the roles printed on the notice: each role loads one person with unique fields in every possible
/// way.
/// </summary>
public sealed class ConsentBasesTests(Borough borough)
{
    private const string Code = Borough.Community;

    /// <summary>Sign by which each field group would be recognised.</summary>
    private static readonly (FieldGroup Group, string Sign)[] Signs =
    [
        (FieldGroup.Contact, "13900000771"),
        (FieldGroup.Door, "\"7703\""),
        (FieldGroup.Needs, "\"dialysis\""),
        (FieldGroup.Kinds, "\"pregnant\""),
        (FieldGroup.Identity, "1991-07-23"),
        (FieldGroup.Capacity, "判决书拟七七"),
        (FieldGroup.Guardians, "13900000772"),
        (FieldGroup.Health, "拟症痛风"),
        (FieldGroup.Photo, "\"what\":\"photo\""),
    ];

    private static string Scope(Role role) =>
        role switch
        {
            Role.StreetOfficer or Role.ChildSupervisor or Role.Clinic => Borough.Street,
            Role.Secretary
            or Role.ChildDirector
            or Role.GridChief
            or Role.GroupLeader
            or Role.BuildingChief
            or Role.UnitChief
            or Role.Responder
            or Role.Volunteer => Code,
            _ => Borough.County,
        };

    private async Task<PersonId> Somebody()
    {
        var person = BoroughRegisters.Someone("seen-by");
        // Nowhere on the map, so no fire of another test counts them.
        var contact = await borough.Seal(
            person.Value,
            new PersonContact("何拟见", "女", ["13900000771"], null, "1号楼", "1单元", 7, "7703", null)
        );
        var sensitive = await borough.Seal(
            person.Value,
            new PersonSensitive(["pregnant"], new(1991, 7, 23), null, ["dialysis"], null, null, "拟症痛风", false, true, null, null)
            {
                Capacity = "full",
                CapacityBasis = "判决书拟七七",
            }
        );
        await borough.Do(
            Entities.Residents(Borough.Realm, Code),
            new RecordPersons([new(person, null, "G1", contact, sensitive)], null, borough.Time.GetUtcNow())
        );
        var secretary = await borough.Secretary();
        (
            await secretary.Post(
                $"/api/communities/{Code}/residents/{person}/guardians",
                new
                {
                    guardian = new
                    {
                        role = "紧急联系人",
                        name = "何拟姐",
                        phones = new[] { "13900000772" },
                    },
                }
            )
        ).Is(200);
        (
            await secretary.Post(
                $"/api/communities/{Code}/residents/{person}/consents",
                new
                {
                    answer = "given",
                    uses = new[] { "health-care", "health-clinic", "photo-care" },
                    witness = "何拟人",
                }
            )
        ).Is(200);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", secretary.Token);
        http.DefaultRequestHeaders.Add("Idempotency-Key", $"photo-{person}");
        using var content = Pictures.Content(Pictures.Png());
        using var added = await http.PostAsync(
            new Uri(borough.Address, $"/api/communities/{Code}/attachments/person/{person}?what=photo"),
            content
        );
        added.IsSuccessStatusCode.ShouldBeTrue(await added.Content.ReadAsStringAsync());
        await borough.Folding.Newest(CancellationToken.None);
        return person;
    }

    private static IEnumerable<string> Paths(PersonId person) =>
        [
            $"/api/communities/{Code}/residents?limit=200",
            $"/api/communities/{Code}/residents/{person}/history",
            $"/api/communities/{Code}/visits/{person}",
            $"/api/communities/{Code}/visits/{person}/history",
            $"/api/communities/{Code}/visits",
            "/api/visits/mine?ahead=31&all=true",
            $"/api/communities/{Code}/clinic/{person}",
            $"/api/communities/{Code}/attachments/person/{person}",
        ];

    [Fact]
    public async Task Who_sees_a_field_in_ordinary_times_is_who_the_table_says()
    {
        var person = await Somebody();
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var who = await borough.As(role, Scope(role), grid: role is Role.GridChief or Role.GroupLeader ? "G1" : null);
            var texts = new List<string>();
            foreach (var path in Paths(person))
                if (await who.Get(path) is { Status: 200 } answer)
                    texts.Add(answer.Text);
            if (await who.Post($"/api/communities/{Code}/residents/{person}/reveal", new { reason = "上门" }) is { Status: 200 } revealed)
                texts.Add(revealed.Text);
            wrong.AddRange(
                Signs
                    .Where(one =>
                        texts.Any(text => Of(text, person).Contains(one.Sign, StringComparison.Ordinal))
                        != ConsentTable.BuiltIn.Rows.Any(row =>
                            row.Fields == one.Group && row.Purpose != ConsentPurpose.Rescue && row.Sees.Contains(role)
                        )
                    )
                    .Select(one => $"{role}: {one.Group}")
            );
        }
        wrong.ShouldBeEmpty();
    }

    /// <summary>The rows of a list with this person; for any other answer all of it.</summary>
    private static string Of(string text, PersonId person)
    {
        var body = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(text);
        if (
            !body.TryGetProperty("items", out var items)
            || !text.Contains("\"personId\"", StringComparison.Ordinal)
            || body.TryGetProperty("patient", out _)
        )
            return text;
        return string.Concat(
            items
                .EnumerateArray()
                .Where(one => one.TryGetProperty("personId", out var id) && id.GetGuid() == person.Value)
                .Select(one => one.GetRawText())
        );
    }

    [Fact]
    public void Who_sees_a_field_to_rescue_is_who_the_table_says()
    {
        IEnumerable<Role> Sees(FieldGroup fields) =>
            ConsentTable.BuiltIn.Rows.Single(row => row.Fields == fields && row.Purpose == ConsentPurpose.Rescue).Sees.Order();
        Sees(FieldGroup.Needs).ShouldBe(Enum.GetValues<Role>().Where(role => IncidentPermissions.DoorsRead.Of(role) != Reach.No));
        Sees(FieldGroup.Health)
            .ShouldBe(
                Enum.GetValues<Role>()
                    .Where(role => PeoplePermissions.PersonReveal.Of(role) != Reach.No && new PersonSight(role, ByTask: false).Register)
            );
    }
}
