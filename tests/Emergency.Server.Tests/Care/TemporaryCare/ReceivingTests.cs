using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Links;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.TemporaryCare;

/// <summary>A receiver from care agrees personally: by a link, on paper, with an account.</summary>
public sealed class ReceivingTests(Borough borough)
{
    private const string Name = "褚样娃";

    private async Task<(Resident Secretary, string Care, Guid Id)> Opened(PersonId? person = null)
    {
        var secretary = await borough.Secretary();
        var opened = (
            await secretary.Post("/api/care", new { person = person ?? BoroughRegisters.LeftBehind, community = Borough.Community })
        ).Is(201);
        var id = Guid.Parse(opened.String("id")!);
        (await secretary.Post($"/api/care/{id}/name-adult", new { name = "李拟格" })).Is(200);
        return (secretary, $"/api/care/{id}", id);
    }

    private static object Offer(string exit = "guardian-back", bool entrusted = false) =>
        new
        {
            exit,
            receiver = "褚样父",
            phone = "13900000177",
            where = "社区服务站 1 楼",
            when = TimeProvider.System.GetUtcNow().AddDays(1),
            know = "对花生过敏\n药 2 样",
            entrusted,
        };

    private static (string Token, string Code) Of(Answer link) => (link.String("address")!.Split('#')[1], link.String("code")!);

    [Fact]
    public async Task A_receiver_accepts_by_a_link_with_a_code_and_only_then_the_case_ends()
    {
        var (secretary, care, _) = await Opened();
        (await secretary.Post($"{care}/offer", Offer())).Is(200);
        var (token, code) = Of((await secretary.Post($"{care}/link", new { })).Is(201));
        (await secretary.Post($"{care}/exit", new { exit = "guardian-back", receiver = "褚样父" }))
            .Is(409)
            .Code.ShouldBe("care.not-accepted");
        var stranger = borough.Stranger;
        var shown = (await stranger.Post("/api/link/open", new { token, code })).Is(200);
        shown["know"].EnumerateArray().Select(one => one.GetString()).ShouldBe(["对花生过敏", "药 2 样"]);
        shown["minor"].GetBoolean().ShouldBeTrue();
        foreach (var secret in new[] { Name, "褚样", "李拟格", "13900000177", BoroughRegisters.LeftBehind.ToString() })
            shown.Text.ShouldNotContain(secret);
        (
            await stranger.Post(
                "/api/link/act",
                new
                {
                    token,
                    code,
                    act = "other-time",
                    words = "改到 16 点",
                }
            )
        ).Is(200);
        await Until.True(
            () =>
                borough.Folding.Now.Of<CareKnown>().Find(new(Guid.Parse(care[^36..]))) is { OtherTimeAt: not null } asked
                && CareLight.Of(asked, []).Offer!.OtherTimeAt == asked.OtherTimeAt,
            "an open page hears of it"
        );
        var accepted = (
            await stranger.Post(
                "/api/link/act",
                new
                {
                    token,
                    code,
                    act = "accept",
                }
            )
        ).Is(200);
        var seen = (await secretary.Get(care, accepted)).Is(200);
        seen["offer"].GetProperty("accepted").GetString().ShouldBe("link");
        seen["history"].EnumerateArray().ShouldContain(one => one.ToString().Contains("改到 16 点", StringComparison.Ordinal));
        (await secretary.Post($"{care}/exit", new { exit = "guardian-back", receiver = "褚样父" })).Is(200);
        await Until.True(
            () => stranger.Post("/api/link/open", new { token, code }).GetAwaiter().GetResult().Status == 409,
            "the link is over with the case"
        );
    }

    [Fact]
    public async Task A_signature_on_paper_is_proved_by_a_witness_or_by_a_picture_of_this_very_case()
    {
        var (secretary, care, _) = await Opened();
        (await secretary.Post($"{care}/offer", Offer())).Is(200);
        (await secretary.Post($"{care}/signed", new { })).Code.ShouldBe("care.no-proof");
        (await secretary.Post($"{care}/signed", new { photo = Guid.CreateVersion7() })).Is(422).Code.ShouldBe("care.unknown-photo");
        (await secretary.Post($"{care}/signed", new { witness = "李拟格" })).Is(200);
    }

    [Fact]
    public async Task A_link_that_was_taken_back_replaced_or_guessed_at_opens_nothing()
    {
        var (secretary, care, id) = await Opened();
        (await secretary.Post($"{care}/offer", Offer())).Is(200);
        var stranger = borough.Stranger;
        var (first, firstCode) = Of((await secretary.Post($"{care}/link", new { })).Is(201));
        var (second, secondCode) = Of((await secretary.Post($"{care}/link", new { })).Is(201));
        (await stranger.Post("/api/link/open", new { token = first, code = firstCode })).Is(409).Code.ShouldBe("link.withdrawn");
        (await stranger.Post("/api/link/open", new { token = second + "x", code = secondCode })).Is(404).Code.ShouldBe("link.unknown");
        (await stranger.Post("/api/link/open", new { token = "nothing" })).Is(404);
        var wrong = secondCode == "000000" ? "000001" : "000000";
        for (var left = 4; left >= 0; left--)
            (await stranger.Post("/api/link/open", new { token = second, code = wrong })).Is(403).Code.ShouldBe("link.wrong-code");
        (await stranger.Post("/api/link/open", new { token = second, code = secondCode })).Is(403).Code.ShouldBe("link.locked");
        (await secretary.Post($"{care}/link/withdraw", new { })).Is(200);
        (await stranger.Post("/api/link/open", new { token = second, code = secondCode })).Is(409);
        await Until.True(() => !borough.Folding.Now.Of<LinksKnown>(Entities.Live).Open(id).Any(), "no link is open");
    }

    [Fact]
    public async Task A_link_whose_term_is_over_opens_nothing_does_nothing_and_a_new_one_does()
    {
        var (secretary, care, id) = await Opened();
        var offered = (await secretary.Post($"{care}/offer", Offer())).Is(200);
        // An offer takes back the links of an earlier one: a link made after that is left alone.
        await Until.True(() => borough.Service<ReactionRunner>().Followed?.Value >= offered.Position, "reactions have seen the offer");
        // Made so long ago that its term is over.
        var link = new LinkId(Guid.CreateVersion7());
        var (token, code) = LinkToken.Draw(link, borough.Service<Keyring>());
        var made = TimeProvider.System.GetUtcNow().AddDays(-60);
        await borough.Do(
            Entities.Link(link),
            new MakeLink(LinkPurpose.CareAccept, id, Borough.Community, token.Hash, token.HashOf(code), Borough.By, made)
        );
        var (stranger, old) = (borough.Stranger, new { token = token.ToString(), code });
        (await stranger.Post("/api/link/open", old)).Is(409).Code.ShouldBe("link.expired");
        var act = new
        {
            token = token.ToString(),
            code,
            act = "accept",
        };
        (await stranger.Post("/api/link/act", act)).Is(409).Code.ShouldBe("link.expired");
        var seen = (await secretary.Get(care)).Is(200);
        seen["offer"].TryGetProperty("accepted", out _).ShouldBeFalse(seen.Text);
        var (next, nextCode) = Of((await secretary.Post($"{care}/link", new { })).Is(201));
        (await stranger.Post("/api/link/open", new { token = next, code = nextCode })).Is(200);
        (await stranger.Post("/api/link/open", old)).Is(409);
    }

    [Fact]
    public void Who_guesses_at_many_links_waits()
    {
        var (tries, now) = (new WrongTries(), DateTimeOffset.UnixEpoch);
        for (var i = 0; i < WrongTries.Most; i++)
            tries.Unknown(Guess.Link, "a", now).ShouldBeNull();
        tries.Unknown(Guess.Link, "a", now).ShouldBe(WrongTries.Within);
        tries.Unknown(Guess.Link, "b", now).ShouldBeNull();
        tries.Unknown(Guess.Invitation, "a", now).ShouldBeNull("each kind is counted apart");
        tries.Unknown(Guess.Link, "a", now + WrongTries.Within).ShouldBeNull();
    }

    [Fact]
    public async Task The_journal_holds_neither_address_nor_code()
    {
        var (secretary, care, id) = await Opened();
        (await secretary.Post($"{care}/offer", Offer())).Is(200);
        var (token, code) = Of((await secretary.Post($"{care}/link", new { })).Is(201));
        LinkKnown? Known() => borough.Folding.Now.Of<LinksKnown>(Entities.Live).Of(id, LinkPurpose.CareAccept);
        await Until.True(() => Known() is not null, "the link is known");
        var kept = JsonSerializer.Serialize(Known()!.State);
        kept.ShouldNotContain(token.Split('.')[1]);
        kept.ShouldNotContain(code);
    }

    [Fact]
    public async Task Ways_out_that_are_not_lawful_here_are_closed_with_the_reason_and_words_hold_no_name()
    {
        var (secretary, care, _) = await Opened();
        var exits = (await secretary.Get(care))
            .Is(200)["exits"]
            .EnumerateArray()
            .ToDictionary(
                one => one.GetProperty("exit").GetString()!,
                one => one.TryGetProperty("closed", out var why) ? why.GetString() : null,
                StringComparer.Ordinal
            );
        exits.Count.ShouldBe(6);
        exits["procedure"].ShouldBe("care.not-for-minors");
        exits["guardian-back"].ShouldBeNull();
        (await secretary.Post($"{care}/offer", Offer("procedure"))).Is(409).Code.ShouldBe("care.not-for-minors");
        (await secretary.Post($"{care}/offer", Offer("relative"))).Is(409).Code.ShouldBe("care.not-entrusted");
        (
            await secretary.Post(
                $"{care}/offer",
                new
                {
                    exit = "guardian-back",
                    receiver = "褚样父",
                    know = $"{Name}对花生过敏",
                }
            )
        ).Is(422).Code.ShouldBe("care.name-in-words");
    }

    [Fact]
    public async Task Civil_affairs_are_sent_what_only_they_may_do_and_answer_with_their_own_account()
    {
        var (secretary, care, id) = await Opened();
        var civil = await borough.As(Role.CivilAffairs, Borough.County);
        async Task<bool> Sent(Answer after) =>
            (await civil.Get("/api/care?state=sent", after))
                .Is(200)["items"]
                .EnumerateArray()
                .Any(one => one.GetProperty("id").GetGuid() == id);
        (await Sent(await secretary.Get(care))).ShouldBeFalse();
        var offered = (await secretary.Post($"{care}/offer", Offer("civil-affairs"))).Is(200);
        (await Sent(offered)).ShouldBeTrue();
        (await secretary.Post($"{care}/link", new { })).Is(409).Code.ShouldBe("care.not-the-receiver");
        (await secretary.Post($"{care}/signed", new { witness = "邻居" })).Is(409).Code.ShouldBe("care.not-the-receiver");
        (await secretary.Post($"{care}/accept", new { })).Is(403);
        (await civil.Post($"{care}/decline", new { })).Is(400);
        var declined = (await civil.Post($"{care}/decline", new { text = "亲属明天到" })).Is(200);
        (await Sent(declined)).ShouldBeFalse();
        (await secretary.Post($"{care}/offer", Offer("civil-affairs"))).Is(200);
        (await civil.Post($"{care}/accept", new { })).Is(200);
        (await secretary.Post($"{care}/exit", new { exit = "civil-affairs", receiver = "民政" })).Is(200);
    }

    [Fact]
    public async Task What_a_receiver_was_told_is_gone_with_the_key()
    {
        var (secretary, care, id) = await Opened(BoroughRegisters.OldWoman);
        (await secretary.Post($"{care}/offer", Offer("institution"))).Is(200);
        (await secretary.Get(care)).Is(200)["offer"].GetProperty("know").GetString().ShouldNotBeNull();
        borough
            .Folding.Now.Of<CareKnown>(Entities.Live)
            .Find(new CareCaseId(id))!
            .State.Offer!.Know!.Value.Text.ShouldStartWith(BoroughRegisters.OldWoman.Value.ToString("N")[..8]);
        (await secretary.Leaves(care, "institution", "示例机构")).Is(200);
    }
}
