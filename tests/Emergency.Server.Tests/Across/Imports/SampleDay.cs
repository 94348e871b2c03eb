using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Imports;

[CollectionDefinition(nameof(SampleDay))]
public sealed class SampleDayCollection : ICollectionFixture<SampleDay>;

/// <summary>
/// A server on 1 June 2024, the day the sample registers were made for, with divisions, households and residents of 浉河区. Started by the
/// first test that asks: if something is missing each test is skipped by itself.
/// </summary>
public sealed class SampleDay : IAsyncDisposable
{
    public const string County = "411502";
    private RunningServer? _server;
    private long _read,
        _done;

    /// <summary>The operator of the county.</summary>
    public Api Clerk { get; private set; } = null!;

    /// <summary>The street offices of 老城 and 南湾.</summary>
    public IReadOnlyList<Api> Streets { get; private set; } = [];

    public async Task Begin()
    {
        if (_server is not null)
            return;
        var files = ((string Kind, string File)[])
            [
                ("divisions", "divisions/4115_counties.csv"),
                ("divisions", "divisions/4115_townships.csv"),
                ("divisions", "divisions/4115_communities.csv"),
                ("households", "residents/households.csv"),
                ("residents", "residents/at_risk_residents.csv"),
                ("team", "residents/team_members.csv"),
            ];
        var read = files.Select(file => (file.Kind, file.File, Bytes: SharedMaterial.Bytes($"data/{file.File}"))).ToList();
        _server = await RunningServer.StartOn(new(2024, 6, 1));
        Clerk = await _server.SignIn("operator", RunningServer.OperatorPassword);
        foreach (var (kind, file, bytes) in read)
            (await Import(kind, Path.GetFileName(file), bytes)).Is(200);
        Streets = [await Street("411502001"), await Street("411502007")];
    }

    private async Task<Api> Street(string code)
    {
        await _server!.Account(
            Clerk,
            new
            {
                account = $"street-{code}",
                password = ServerFixture.Password,
                grants = new[] { new Grant(Role.StreetOfficer, new(code)) },
            }
        );
        return await _server!.SignIn($"street-{code}", ServerFixture.Password);
    }

    public Task<Answer> Import(string kind, string file, byte[] bytes, string query = "", params (string Name, string Value)[] headers) =>
        Import(kind, file, bytes, query, County, headers);

    public async Task<Answer> Import(
        string kind,
        string file,
        byte[] bytes,
        string query,
        string division,
        params (string Name, string Value)[] headers
    )
    {
        using var content = new ByteArrayContent(bytes);
        return Noted(await Clerk.Send(HttpMethod.Post, $"/api/imports/{kind}?division={division}&file={file}{query}", content, headers));
    }

    /// <summary>Takes an import back.</summary>
    public async Task<Answer> Undo(Answer import, params (string Name, string Value)[] headers) =>
        Noted(await Clerk.Delete($"/api/imports/{import.String("importId")}", headers));

    /// <summary>Loads a path after all imports and undoings here.</summary>
    public async Task<Answer> Seen(Api by, string path) =>
        (await by.Get(FormattableString.Invariant($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={_done}"))).Is(
            200
        );

    private Answer Noted(Answer answer)
    {
        _done = Math.Max(_done, answer.Position ?? 0);
        return answer;
    }

    /// <summary>Events that the clerk wrote since the last call; without the rows that changed nothing.</summary>
    public async Task<IReadOnlyList<JsonElement>> Written()
    {
        var answer = (await Clerk.Get(FormattableString.Invariant($"/api/export?after={_read}"))).Is(200);
        _read = answer.Position!.Value;
        return
        [
            .. answer
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .Where(line =>
                    line.GetProperty("meta").GetProperty("account").GetString() == Clerk.Account
                    && line.GetProperty("form").GetString() != NothingNew.Form
                    && !line.GetProperty("stream").GetString()!.StartsWith("live/audit/", StringComparison.Ordinal)
                ),
        ];
    }

    /// <summary>Everything that the two street offices see in their communities' registers, teams and stores, a line each.</summary>
    public async Task<IReadOnlyList<string>> Register()
    {
        var lines = new List<string>();
        foreach (var street in Streets)
        {
            var communities = (
                await Seen(
                    street,
                    $"/api/divisions?parent={(await street.Get("/api/session"))["scopes"][0].GetProperty("division").GetString()}&limit=200"
                )
            )["items"]
                .EnumerateArray()
                .Select(one => one.GetProperty("code").GetString());
            foreach (
                var path in communities.SelectMany(code =>
                    (string[])[$"/api/communities/{code}/residents", $"/api/communities/{code}/team", $"/api/communities/{code}/supplies"]
                )
            )
                for (string? next = "", more = ""; next is not null; more = $"&next={next}")
                {
                    var page = await Seen(street, $"{path}?limit=200{more}");
                    lines.AddRange(page["items"].EnumerateArray().Select(item => $"{path} {item.GetRawText()}"));
                    next = page.Body.TryGetProperty("next", out var following) ? following.GetString() : null;
                }
        }
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        Clerk.Dispose();
        foreach (var street in Streets)
            street.Dispose();
        await _server.DisposeAsync();
    }
}
