using System.Globalization;
using Emergency.Domain;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Accounts;

/// <summary>A password that is tried for name after name.</summary>
public sealed class SamePasswordTests
{
    private static AccountId Name(int n) => new(n.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void The_sixth_name_is_refused_this_password_from_this_address_and_nothing_else()
    {
        var (same, now) = (new SamePassword(), new DateTimeOffset(2026, 1, 15, 22, 0, 0, TimeSpan.Zero));
        for (var n = 0; n < SamePassword.Names; n++)
        {
            same.Refused("a", "spring2026", Name(n), now).ShouldBeNull();
            same.Failed("a", "spring2026", Name(n), now);
        }
        same.Refused("a", "spring2026", Name(99), now).ShouldBe(now + WrongPasswords.Within);
        same.Refused("a", "another", Name(99), now).ShouldBeNull();
        same.Refused("b", "spring2026", Name(99), now).ShouldBeNull();
        same.Refused("a", "spring2026", Name(0), now).ShouldBeNull("whose it was tried for has its own tries");
        same.Refused("a", "spring2026", Name(99), now + WrongPasswords.Within).ShouldBeNull();
    }

    [Fact]
    public void One_who_mistypes_the_own_password_again_and_again_is_one_name()
    {
        var (same, now) = (new SamePassword(), new DateTimeOffset(2026, 1, 15, 22, 0, 0, TimeSpan.Zero));
        for (var n = 0; n < 50; n++)
            same.Failed("a", "spring2026", Name(1), now);
        same.Refused("a", "spring2026", Name(2), now).ShouldBeNull();
    }

    [Fact]
    public async Task A_password_tried_on_many_names_stops_being_compared()
    {
        await using var server = await RunningServer.Start();
        using var stranger = server.Stranger();
        Task<Answer> In(string account, string password) => stranger.Post("/api/session", new { account, password });
        var answers = new List<int>();
        for (var n = 0; n < 37; n++)
            answers.Add((await In($"clerk{n}", "spring-2026-go")).Status);
        answers.Count(status => status == 401).ShouldBe(SamePassword.Names);
        answers.Skip(SamePassword.Names).ShouldAllBe(status => status == 429);
        // The office behind that address can go on.
        (await In("operator", "mistyped-word-1")).Is(401);
        (await In("operator", RunningServer.OperatorPassword)).Is(200);
    }

    [Fact]
    public async Task Whatever_is_refused_lies_in_no_cache_and_what_is_taken_away_is_a_file()
    {
        await using var server = await RunningServer.Start();
        using var stranger = server.Stranger();
        foreach (
            var answer in new[]
            {
                await stranger.Get("/api/nothing"),
                await stranger.Get("/nothing/at/all.json"),
                await stranger.Get("/api/incidents"),
                await stranger.Send(HttpMethod.Delete, "/api/front", null),
                await stranger.Send(HttpMethod.Post, "/api/session", new StringContent("{", null, "application/json")),
                await stranger.Send(HttpMethod.Post, "/api/session", new StringContent("x", null, "text/plain")),
                await stranger.Get("/api/front?after=never"),
            }
        )
        {
            answer.Status.ShouldBeInRange(400, 499);
            answer.Headers.CacheControl.ShouldNotBeNull($"{answer.Status} {answer.Text}").NoStore.ShouldBeTrue();
        }
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        using var http = new HttpClient { BaseAddress = clerk.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", clerk.Token);
        using var taken = await http.GetAsync(new Uri("/api/export", UriKind.Relative));
        taken.Content.Headers.ContentDisposition.ShouldNotBeNull().DispositionType.ShouldBe("attachment");
    }
}
