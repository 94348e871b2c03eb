using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Calls;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Parties;

/// <summary>Volunteers over HTTP: they join, are sent where they are needed, and have their hours on a paper.</summary>
public sealed class VolunteerTests(Borough borough)
{
    private const string All = $"/api/communities/{Borough.Community}/volunteers";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    private static DateOnly Today => Shanghai.Day(Now);

    private async Task<MemberId> Member(string name, Availability availability = Availability.OnPost, params string[] skills)
    {
        var id = new MemberId(Guid.CreateVersion7());
        var contact = await borough.Seal(id.Value, new MemberContact(name, ["13900000081"], null, null));
        await borough.Do(
            Entities.Team(Borough.Realm, Borough.Community),
            new RecordMembers([new(id, TeamRole.Volunteer, null, null, null, [.. skills], availability, contact)], null, Now)
        );
        return id;
    }

    private async Task Insured(MemberId member, bool trained = true)
    {
        var team = Entities.Team(Borough.Realm, Borough.Community);
        await borough.Do(team, new SetInsurance(member, new("意外险", Today.AddYears(1)), Borough.By, Now));
        if (trained)
            await borough.Do(team, new NoteTraining(member, new("急救", Today, null), Borough.By, Now));
    }

    private static JsonElement Need(Answer all, string id) =>
        all.Is(200)["needs"].EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);

    private static IEnumerable<string> Fit(JsonElement need) => need.GetProperty("fit").EnumerateArray().Select(one => one.GetString()!);

    [Fact]
    public async Task Whoever_is_sent_is_told_and_says_that_they_have_read_it()
    {
        var secretary = await borough.Secretary();
        var (member, other) = (await Member("范拟愿"), await Member("彭拟愿"));
        foreach (var one in (MemberId[])[member, other])
            (await secretary.Post(All, new { member = one.Value, adult = true })).Is(200);
        var id = (await secretary.Post($"{All}/needs", new { text = "给三户老人送药", day = Today })).Is(200).String("id")!;
        (await secretary.Post($"{All}/needs/{id}/send", new { member = member.Value })).Is(200);
        List<Call> Calls() => [.. borough.Folding.Now.Of<CallsKnown>().Of(CallKind.Volunteer, Guid.Parse(id)).Select(call => call.State)];
        await Until.True(() => Calls().Count == 1, "they are told");
        Calls()[0].Member.ShouldBe(member);
        Calls()[0].Rings[0].Channels.ShouldAllBe(one => one.Channel != CallChannel.Voice, "it can wait");
        var (self, stranger) = (
            await borough.As(Role.Volunteer, Borough.Community, member),
            await borough.As(Role.Volunteer, Borough.Community, other)
        );
        var mine = (await self.Get("/api/me/needs")).Is(200)["items"].EnumerateArray().Single();
        (mine.GetProperty("text").GetString(), mine.GetProperty("seen").GetBoolean()).ShouldBe(("给三户老人送药", false));
        (await stranger.Get("/api/me/needs")).Is(200)["items"].GetArrayLength().ShouldBe(0);
        (await stranger.Post($"/api/me/needs/{id}/seen", new { })).Is(404);
        (await self.Post($"/api/me/needs/{id}/seen", new { })).Is(200);
        await Until.True(() => Calls()[0].Answer is not null, "they have read it");
        (await self.Get("/api/me/needs")).Is(200)["items"][0].GetProperty("seen").GetBoolean().ShouldBeTrue();
        (await secretary.Post($"{All}/needs/{id}/close", new { })).Is(200);
        await Until.True(() => Calls()[0].Over == CallEnd.Taken, "nobody more is needed");
        (await self.Get("/api/me/needs")).Is(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_of_the_team_joins_is_sent_and_the_need_is_closed()
    {
        var secretary = await borough.Secretary();
        var member = await Member("童拟愿");
        (await secretary.Post(All, new { member = Guid.CreateVersion7(), adult = true })).Is(404).Code.ShouldBe("team.unknown-member");
        (await secretary.Post(All, new { member = member.Value, adult = false })).Is(200);
        var id = (await secretary.Post($"{All}/needs", new { text = "发通知", day = Today })).Is(200).String("id")!;
        var need = Need(await secretary.Get(All), id);
        Fit(need).ShouldContain(one => one == member.Value.ToString());
        (await secretary.Post($"{All}/needs/{id}/send", new { member = member.Value })).Is(200);
        (await secretary.Post($"{All}/needs/{id}/send", new { member = Guid.CreateVersion7() })).Is(409).Code.ShouldBe("volunteer.not-one");
        Need(await secretary.Get(All), id).GetProperty("sent")[0].GetString().ShouldBe(member.Value.ToString());
        (await secretary.Post($"{All}/needs/{id}/close", new { })).Is(200);
        (await secretary.Get(All)).Is(200)["needs"].EnumerateArray().ShouldNotContain(one => one.GetProperty("id").GetString() == id);
        (await secretary.Post($"{All}/needs/{id}/send", new { member = member.Value })).Is(409).Code.ShouldBe("volunteer.over");
        (await secretary.Post($"{All}/leave", new { member = member.Value })).Is(200);
        (await secretary.Get(All))
            .Is(200)["items"]
            .EnumerateArray()
            .ShouldNotContain(one => one.GetProperty("member").GetString() == member.Value.ToString());
    }

    [Fact]
    public async Task To_a_rescue_nobody_is_sent_who_is_no_adult_uninsured_untrained_or_on_leave()
    {
        var secretary = await borough.Secretary();
        var (bare, insured, away) = (
            await Member("汪样愿", skills: "抬担架"),
            await Member("贺例愿", skills: "抬担架"),
            await Member("柏试愿", Availability.OnLeave, "抬担架")
        );
        await Insured(insured);
        await Insured(away);
        foreach (var member in (MemberId[])[bare, insured, away])
            (await secretary.Post(All, new { member = member.Value, adult = true })).Is(200);
        var id = (
            await secretary.Post(
                $"{All}/needs",
                new
                {
                    text = "抬人下楼",
                    day = Today,
                    skill = "抬担架",
                    rescue = true,
                }
            )
        ).Is(200).String("id")!;
        var need = Need(await secretary.Get(All), id);
        Fit(need).ShouldBe([insured.Value.ToString()]);
        (need.GetProperty("uninsured").GetInt32(), need.GetProperty("minors").GetInt32()).ShouldBe((1, 0));
        (await secretary.Post($"{All}/needs/{id}/send", new { member = bare.Value })).Is(403).Code.ShouldBe("volunteer.uninsured");
        (await secretary.Post($"{All}/needs/{id}/send", new { member = away.Value })).Is(403).Code.ShouldBe("volunteer.not-there");
        (await secretary.Post($"{All}/needs/{id}/send", new { member = insured.Value })).Is(200);
        await Insured(bare, trained: false);
        (await secretary.Post($"{All}/needs/{id}/send", new { member = bare.Value })).Is(403).Code.ShouldBe("volunteer.untrained");
        await Insured(bare);
        (await secretary.Post($"{All}/needs/{id}/send", new { member = bare.Value })).Is(200);
        (await secretary.Post(All, new { member = insured.Value, adult = false })).Is(200);
        var other = (
            await secretary.Post(
                $"{All}/needs",
                new
                {
                    text = "下河",
                    day = Today,
                    rescue = true,
                }
            )
        ).Is(200).String("id")!;
        (await secretary.Post($"{All}/needs/{other}/send", new { member = insured.Value })).Is(403).Code.ShouldBe("volunteer.minor");
    }

    [Fact]
    public async Task Hours_are_proved_day_by_day_as_they_were_last_written()
    {
        var secretary = await borough.Secretary();
        var member = await Member("康拟愿");
        var hours = $"{All}/hours";
        object Gave(int minutes, int days = 0) =>
            new
            {
                member = member.Value,
                day = Today.AddDays(days),
                minutes,
                what = "送药",
            };
        (await secretary.Post(hours, Gave(60))).Is(409).Code.ShouldBe("volunteer.not-one");
        (await secretary.Post(All, new { member = member.Value, adult = true })).Is(200);
        (await secretary.Post(hours, Gave(60, 1))).Is(400).Code.ShouldBe("volunteer.future");
        (await secretary.Post(hours, Gave(60))).Is(200);
        var written = (await secretary.Post(hours, Gave(90))).Is(200);
        (await secretary.Post($"{All}/leave", new { member = member.Value })).Is(200);
        var proof = (await secretary.Get($"{All}/{member.Value}/hours?year={Today.Year}", written)).Is(200);
        (proof["minutes"].GetInt32(), proof["days"].GetArrayLength()).ShouldBe((90, 1));
        proof["days"][0].GetProperty("what").GetString().ShouldBe("送药");
    }
}
