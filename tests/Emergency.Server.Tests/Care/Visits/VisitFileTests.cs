using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Attachments;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Visits;

/// <summary>Photos and spoken notes of visits: sealed under the person's key, for accounts that can read the words of visits.</summary>
public sealed class VisitFileTests(Borough borough)
{
    private const string Code = Borough.Community;

    private static string Of(PersonId person, string kind = "visit") => $"/api/communities/{Code}/attachments/{kind}/{person}";

    private async Task<PersonId> Planned(string name, params string[] kinds)
    {
        var person = BoroughRegisters.Someone($"filed-{name}");
        await BoroughRegisters.Record(borough, person, null, "何拟访", new(1950, 1, 1), 0.005, kinds);
        await Until.True(() => borough.Folding.Now.Of<Features.People.ResidentsKnown>().Persons.ContainsKey(person), "the person is known");
        return person;
    }

    private async Task<int> Add(Resident who, string path, byte[] bytes)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", who.Token);
        http.DefaultRequestHeaders.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        using var content = Pictures.Content(bytes);
        using var added = await http.PostAsync(new Uri(borough.Address, path), content);
        await borough.Folding.Newest(CancellationToken.None);
        return (int)added.StatusCode;
    }

    [Fact]
    public async Task Who_walks_there_adds_a_photo_and_a_spoken_note_and_who_reads_visits_hears_it()
    {
        var (person, chief, secretary) = (await Planned("spoken", "elder-alone"), await borough.GridChief(), await borough.Secretary());
        (await Add(chief, $"{Of(person)}?what=voice", Sounds.Webm(app: Pictures.Place))).ShouldBe(201);
        (await Add(chief, $"{Of(person)}?what=photo", Pictures.Png())).ShouldBe(409, "nobody asked the person");
        (await Add(chief, $"{Of(person)}?what=thing", Pictures.Png())).ShouldBe(201);
        var items = (await secretary.Get(Of(person))).Is(200)["items"].EnumerateArray().ToList();
        items.Select(one => one.GetProperty("form").GetString()).ShouldBe(["audio/webm", "image/png"]);
        (await secretary.File($"{Of(person)}/{items[0].GetProperty("id").GetGuid()}")).ShouldBe(
            Features.Attachments.Media.MediaFile.Read(Sounds.Webm()).File!.Bytes.ToArray()
        );
        // A note that is no sound, and a photo that is one.
        (await Add(chief, $"{Of(person)}?what=voice", Pictures.Png())).ShouldBe(415);
        (await Add(chief, $"{Of(person)}?what=thing", Sounds.Webm())).ShouldBe(415);
        // The register's papers are not among them.
        (await Add(chief, $"{Of(person, "person")}?what=photo", Pictures.Png())).ShouldBe(403);
        foreach (
            var one in (Resident[])
                [await borough.Duty(), await borough.As(Role.Clinic, Borough.Street), await borough.As(Role.CivilAffairs, Borough.County)]
        )
            (await one.Get(Of(person))).Status.ShouldBeOneOf(403, 404);
        (await (await borough.As(Role.BuildingChief, Code, BoroughRegisters.BuildingChief)).Get(Of(person))).Status.ShouldBeOneOf(403, 404);
    }

    [Fact]
    public async Task An_old_picture_of_a_door_is_shown_again_once_who_took_it_says_that_nobody_is_on_it()
    {
        var (person, chief, secretary) = (await Planned("door", "elder-alone"), await borough.GridChief(), await borough.Secretary());
        // As a photo was stored before anybody had to agree to one.
        var id = new AttachmentId(Guid.CreateVersion7());
        var facts = new AttachmentFacts(
            new("visit", person.Value),
            Code,
            person.Value,
            AttachmentWhat.Photo,
            "image/png",
            9,
            1,
            1,
            new('0', 64),
            null
        );
        await borough.Do(Entities.Attachment(id), new AddAttachment(facts, new(chief.Account, Role.GridChief), borough.Time.GetUtcNow()));
        await Until.True(() => borough.Folding.Now.Of<AttachmentsKnown>().All.ContainsKey(id), "the photo is known");
        (await Listed(secretary, person)).ShouldBeEmpty();
        (await Listed(chief, person)).ShouldBe(["photo True"]);
        (await secretary.Post($"{Of(person)}/{id}/nobody", new { })).Status.ShouldBe(404, "who did not take it has not seen it");
        (await chief.Post($"{Of(person)}/{id}/nobody", new { })).Is(200);
        await borough.Folding.Newest(CancellationToken.None);
        (await Listed(secretary, person)).ShouldBe(["thing False"]);
    }

    private static async Task<string[]> Listed(Resident who, PersonId person) =>
        [
            .. (await who.Get(Of(person)))
                .Is(200)["items"]
                .EnumerateArray()
                .Select(one => $"{one.GetProperty("what")} {one.GetProperty("hidden")}"),
        ];

    [Fact]
    public async Task What_a_clinic_photographs_and_says_is_for_the_clinic()
    {
        var (person, clinic) = (await Planned("clinic", "pregnant"), await borough.As(Role.Clinic, Borough.Street));
        (await Add(clinic, $"{Of(person, "clinic")}?what=voice", Sounds.Webm())).ShouldBe(201);
        (await Add(clinic, $"{Of(person, "clinic")}?what=photo", Pictures.Png())).ShouldBe(409, "nobody asked the person");
        (await clinic.Get(Of(person, "clinic"))).Is(200)["items"].GetArrayLength().ShouldBe(1);
        (await Add(clinic, $"{Of(person)}?what=voice", Sounds.Webm())).ShouldBeOneOf(403, 404);
        (await Add(clinic, $"{Of(person, "person")}?what=photo", Pictures.Png())).ShouldBeOneOf(403, 404);
        foreach (var one in (Resident[])[await borough.Secretary(), await borough.StreetOfficer(), await borough.GridChief()])
            (await one.Get(Of(person, "clinic"))).Is(403);
    }
}
