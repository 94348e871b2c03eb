using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Server.Tests.People;
using Emergency.Testing;

namespace Emergency.Server.Tests.Confirmations;

/// <summary>A request of one account that another confirms, over HTTP.</summary>
public sealed class ConfirmationTests(ServerFixture fixture)
{
    private static object Wish(string name, string? reason = null, Role role = Role.Department) =>
        new
        {
            account = name,
            password = ServerFixture.Password,
            person = "何拟人",
            grants = new[] { new Grant(role, new("411502")) },
            reason,
        };

    private Task<Api> Second() => fixture.Server.SignIn(RunningServer.Second, RunningServer.OperatorPassword);

    private static Task<Answer> Confirm(Api who, Answer asked) =>
        who.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { });

    private static Task<Answer> Refuse(Api who, Answer asked, string reason) =>
        who.Post($"/api/confirmations/{asked.String("confirmation")}/refuse", new { reason });

    private static async Task<JsonElement?> On(string list, Api who, Answer asked)
    {
        var found = (await who.Get("/api/confirmations"))
            .Is(200)[list]
            .Items()
            .Where(one => one.Of("id") == asked.String("confirmation"))
            .ToList();
        return found.Count == 0 ? null : found.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_account_exists_when_somebody_else_has_confirmed_it_and_not_before()
    {
        using var second = await Second();
        using var stranger = fixture.Stranger();
        var asked = (await fixture.Operator.Post("/api/accounts", Wish("waits", "新来的"))).Is(202);
        (await stranger.Post("/api/session", new { account = "waits", password = ServerFixture.Password })).Is(401);
        (await Confirm(fixture.Operator, asked)).Is(403).Code.ShouldBe("confirmation.own");
        (await On("waiting", fixture.Operator, asked)).ShouldBeNull();
        var seen = (await On("waiting", second, asked))!.Value;
        (seen.Of("kind"), seen.Of("stage"), seen.Of("askedByAccount"), seen.Of("askedBy")).ShouldBe(
            ("grants", "waiting", "operator", "operator")
        );
        var what = seen.GetProperty("what");
        (what.Of("account"), what.Of("person"), what.Of("new"), what.Of("reason"), what.GetProperty("grants")[0].Of("role")).ShouldBe(
            ("waits", "何**", "True", "新来的", "department")
        );
        (seen.GetProperty("until").GetDateTimeOffset() - seen.GetProperty("askedAt").GetDateTimeOffset()).ShouldBe(TimeSpan.FromHours(72));

        (await Confirm(second, asked)).Is(200).String("stage").ShouldBe("done");
        (await Confirm(second, asked)).Is(200).String("stage").ShouldBe("done", "said again it changes nothing");
        using var made = await fixture.Server.SignIn("waits", ServerFixture.Password);
        (await On("waiting", second, asked)).ShouldBeNull();
        var became = (await On("asked", fixture.Operator, asked))!.Value;
        (became.Of("stage"), became.GetProperty("answer").Of("account")).ShouldBe(("done", "second"));
    }

    [Fact]
    public async Task Of_two_who_confirm_at_once_one_does_it()
    {
        using var second = await Second();
        var commander = await fixture.As(Role.CountyCommander);
        var asked = (await fixture.Operator.Post("/api/accounts", Wish("once"))).Is(202);
        var answers = await Task.WhenAll(Confirm(second, asked), Confirm(commander, asked));
        answers.Count(answer => answer.Status == 200).ShouldBe(1, string.Join('\n', answers.Select(answer => answer.Text)));
        answers.Single(answer => answer.Status != 200).Is(409).Code.ShouldBe("confirmation.over");
        (await (await fixture.As(Role.Auditor)).Get("/api/export"))
            .Is(200)
            .Text.Split('\n')
            .Count(line =>
                line.Contains($"live/account/{asked.String("account")}", StringComparison.Ordinal)
                && line.Contains("account.added.v1", StringComparison.Ordinal)
            )
            .ShouldBe(1);
    }

    [Fact]
    public async Task What_is_refused_never_happens_and_who_asked_reads_why()
    {
        using var second = await Second();
        var asked = (await fixture.Operator.Post("/api/accounts", Wish("refused"))).Is(202);
        (await Refuse(second, asked, " ")).Is(400);
        (await Refuse(second, asked, "没有调令")).Is(200);
        (await Confirm(second, asked)).Is(409).Code.ShouldBe("confirmation.over");
        var became = (await On("asked", fixture.Operator, asked))!.Value;
        (became.Of("stage"), became.GetProperty("answer").Of("reason")).ShouldBe(("refused", "没有调令"));
        using var stranger = fixture.Stranger();
        (await stranger.Post("/api/session", new { account = "refused", password = ServerFixture.Password })).Is(401);
    }

    [Fact]
    public async Task Who_asked_takes_it_back_and_nobody_else_who_may_not_confirm_touches_it()
    {
        using var second = await Second();
        var asked = (await fixture.Operator.Post("/api/accounts", Wish("back"))).Is(202);
        (await Refuse(await fixture.As(Role.CountyDuty), asked, "不要")).Is(403);
        (await Confirm(await fixture.As(Role.StreetOfficer, "411502001"), asked)).Is(403);
        (await Confirm(await fixture.As(Role.CountyDuty), asked)).Is(403);
        (await Refuse(fixture.Operator, asked, "写错了")).Is(200);
        (await Confirm(second, asked)).Is(409).Code.ShouldBe("confirmation.over");
    }

    [Fact]
    public async Task Whether_it_may_be_done_is_asked_again_when_it_is_confirmed()
    {
        using var second = await Second();
        await fixture.Add("third", Role.Operator, "411502");
        using var third = await fixture.Server.SignIn("third", ServerFixture.Password);
        var asked = (await third.Post("/api/accounts", Wish("orphan"))).Is(202);
        (await second.Post($"/api/accounts/{third.Account}/close", new { })).Is(200);
        (await Confirm(second, asked)).Is(409).Code.ShouldBe("account.closed");
        (await On("waiting", second, asked))!.Value.Of("stage").ShouldBe("waiting");
    }

    [Fact]
    public async Task Of_two_accounts_asked_for_under_one_name_the_second_fails_and_says_why()
    {
        using var second = await Second();
        var (one, other) = (
            (await fixture.Operator.Post("/api/accounts", Wish("twice"))).Is(202),
            (await fixture.Operator.Post("/api/accounts", Wish("twice"))).Is(202)
        );
        (await Confirm(second, one)).Is(200).String("stage").ShouldBe("done");
        var late = (await Confirm(second, other)).Is(200);
        (late.String("stage"), late.String("fault")).ShouldBe(("failed", "account.taken"));
        (await fixture.Operator.Post("/api/accounts", Wish("twice"))).Is(409).Code.ShouldBe("account.taken");
    }

    [Fact]
    public async Task Nobody_confirms_more_roles_for_the_own_account()
    {
        using var second = await Second();
        var grants = new[] { new Grant(Role.Operator, new("411502")), new Grant(Role.Auditor, new("411502")) };
        var asked = (await fixture.Operator.Post($"/api/accounts/{second.Account}/grants", new { grants })).Is(202);
        (await Confirm(second, asked)).Is(403).Code.ShouldBe("confirmation.own");
        (await On("waiting", second, asked)).ShouldBeNull();
        (await On("waiting", await fixture.As(Role.CountyCommander), asked)).ShouldNotBeNull();
        (await Refuse(fixture.Operator, asked, "试过了")).Is(200);
    }

    [Fact]
    public async Task Who_watches_hears_at_once_that_something_waits()
    {
        var commander = await fixture.As(Role.CountyCommander);
        await using var ear = await Ear.Open(fixture.Server.Address, commander.Token!);
        await ear.Join("division", "411502");
        var asked = (await fixture.Operator.Post("/api/accounts", Wish("heard"))).Is(202);
        var id = asked.String("confirmation")!;
        await Until.True(() => (string?)ear.Newest("confirmation", id)?["stage"] == "waiting", "it waits");
        (await Refuse(commander, asked, "不需要")).Is(200);
        await Until.True(() => ear.Newest("confirmation", id) is null, "it is answered, and waits no more");
    }

    [Fact]
    public async Task Whose_password_was_reset_is_told_by_whom_and_chooses_another_first()
    {
        var account = await fixture.Add("forgot", Role.Auditor, "411502");
        var asked = (
            await fixture.Operator.Post($"/api/accounts/{account}/password", new { password = "given-0000", reason = "忘记密码" })
        ).Is(202);
        (await fixture.Server.SignIn("forgot", ServerFixture.Password)).Dispose();
        await fixture.Server.Agree(asked);
        using var owner = await fixture.Server.SignIn("forgot", "given-0000");
        var reset = (await owner.Get("/api/session")).Is(200)["reset"];
        (reset.Of("account"), reset.Of("role"), reset.Has("at")).ShouldBe(("operator", "operator", true));
        (await owner.Get("/api/export")).Is(403).Code.ShouldBe("session.reset");
        (await owner.Get("/api/confirmations")).Is(403).Code.ShouldBe("session.reset");
        (await owner.Post("/api/session/password", new { old = "given-0000", password = "my-own-9351" })).Is(200);
        (await owner.Get("/api/export")).Is(200);
        (await owner.Get("/api/session")).Is(200).Body.Has("reset").ShouldBeFalse();
    }
}

/// <summary>Accounts of a community's team, and children's records.</summary>
public sealed class StreetConfirmsTests(District district)
{
    [Fact]
    public async Task The_street_confirms_the_accounts_of_its_communities_and_nobody_of_another_street()
    {
        var (secretary, street) = (await district.As("secretary"), await district.As("street"));
        var asked = (
            await secretary.Post(
                "/api/accounts",
                new
                {
                    account = "helper-of-ours",
                    password = "long-enough-0473",
                    grants = new[] { new Grant(Role.Volunteer, new(District.Community)) },
                    member = new { community = District.Community, member = District.Member("M000035") },
                }
            )
        ).Is(202);
        var confirm = $"/api/confirmations/{asked.String("confirmation")}/confirm";
        (await secretary.Post(confirm, new { })).Is(403);
        (await (await district.As("commander")).Post(confirm, new { })).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await district.As("elsewhere")).Post(confirm, new { })).Is(404);
        (await (await district.As("elsewhere")).Get("/api/confirmations")).Is(200)["waiting"].GetArrayLength().ShouldBe(0);
        (await street.Post(confirm, new { })).Is(200).String("stage").ShouldBe("done");
        (await district.Server.SignIn("helper-of-ours", "long-enough-0473")).Dispose();
    }

    [Fact]
    public async Task Sight_of_children_is_asked_by_the_committee_and_never_given_by_who_has_the_role()
    {
        var (child, street, civil) = (await district.As("child"), await district.As("street"), await district.As("civil"));
        const string ours = $"/api/communities/{District.Community}/residents/approvals",
            there = "/api/communities/411502001003/residents/approvals";
        (await civil.Post(ours, District.Approval("grid-chief"))).Is(403);
        var refused = (await child.Post(ours, District.Approval("grid-chief"))).Is(202);
        (await child.Post($"/api/confirmations/{refused.String("confirmation")}/confirm", new { })).Is(403);
        (await street.Post($"/api/confirmations/{refused.String("confirmation")}/refuse", new { reason = "不需要" })).Is(200);
        (await child.Get(ours)).Is(200)["items"].Items().ShouldNotContain(one => one.Of("role") == "grid-chief");
        var asked = (await street.Post(there, District.Approval("grid-chief"))).Is(202);
        (await street.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { }))
            .Is(403)
            .Code.ShouldBe("confirmation.own");
        await district.Server.Agree(asked, civil);
        (await street.Get(there))
            .Is(200)["items"]
            .Items()
            .Single(one => one.Of("role") == "grid-chief")
            .Of("approvedBy")
            .ShouldBe(civil.Account);
    }
}
