using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

[assembly: AssemblyFixture(typeof(Emergency.Server.Tests.People.District))]

namespace Emergency.Server.Tests.People;

/// <summary>
/// A server with the sample registers of 浉河区 and an account for each role of 义阳社区; every test opens an incident of its own.
/// </summary>
public sealed class District : IAsyncLifetime
{
    public const string County = "411502",
        Street = "411502001",
        Community = "411502001001";
    private const string Password = "kettle-orchard-7";
    private static readonly (string Kind, string File)[] Registers =
    [
        ("divisions", "divisions/4115_counties.csv"),
        ("divisions", "divisions/4115_townships.csv"),
        ("divisions", "divisions/4115_communities.csv"),
        ("areas", "boundaries/communities.geojson"),
        ("households", "residents/households.csv"),
        ("residents", "residents/at_risk_residents.csv"),
        ("guardians", "residents/guardians.csv"),
        ("team", "residents/team_members.csv"),
        ("roster", "residents/roster.csv"),
        ("shelters", "residents/shelters.csv"),
        ("supplies", "residents/supplies.csv"),
    ];
    private readonly Dictionary<string, Api> _clients = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private RunningServer? _server;

    public RunningServer Server => _server!;

    /// <summary>
    /// An account: commander, street, secretary, child, grid (G1), grid2 (G2), unit, volunteer, auditor, civil (of the county), elsewhere
    /// (street office of another street).
    /// </summary>
    public async Task<Api> As(string name)
    {
        await _turn.WaitAsync();
        try
        {
            await Begin();
            return _clients[name];
        }
        finally
        {
            _turn.Release();
        }
    }

    public static Guid Person(string register) => Derived.Register("person", County, register);

    public static Guid Household(string register) => Derived.Register("household", County, register);

    public static Guid Member(string register) => Derived.Register("member", County, register);

    /// <summary>An approval from today for so long.</summary>
    public static object Approval(string role, int days = 90) =>
        new
        {
            role,
            from = Shanghai.Day(TimeProvider.System.GetUtcNow()),
            to = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(days),
        };

    /// <summary>Opens an incident with a circle of 150 m around 1号楼 of 义阳社区 and counts its doors; returns the incident's id.</summary>
    public async Task<string> Fire(double metres = 150)
    {
        var commander = await As("commander");
        var opened = (
            await commander.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    priority = "life",
                    title = "居民楼起火",
                    community = Community,
                    location = new { lon = 114.068594, lat = 32.119337 },
                }
            )
        ).Is(201);
        var id = opened["id"].GetString()!;
        (
            await commander.Post(
                $"/api/incidents/{id}/impact",
                new
                {
                    circle = new
                    {
                        lon = 114.068594,
                        lat = 32.119337,
                        metres,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () =>
                (await commander.Get($"/api/incidents/{id}/figures"))["communities"].Items().Any(one => one.Of("community") == Community),
            "doors are counted"
        );
        return id;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    // Started by the first test that needs it: a run of other tests does not wait for it.
    private async Task Begin()
    {
        if (_server is not null)
            return;
        var files = Registers.Select(register => (register.Kind, Path: SharedMaterial.PathOf($"data/{register.File}"))).ToList();
        _server = await RunningServer.Start();
        var clerk = await _server.SignIn("operator", RunningServer.OperatorPassword);
        foreach (var (kind, path) in files)
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(path));
            (await clerk.Send(HttpMethod.Post, $"/api/imports/{kind}?division={County}&file={Path.GetFileName(path)}", content)).Is(200);
        }
        (string, Role, Scope, string?)[] people =
        [
            ("commander", Role.CountyCommander, new(County), null),
            ("street", Role.StreetOfficer, new(Street), null),
            ("secretary", Role.Secretary, new(Community), "M000773"),
            ("child", Role.ChildDirector, new(Community), "M000775"),
            ("grid", Role.GridChief, new(Community, "001001-G1"), "M000001"),
            ("grid2", Role.GridChief, new(Community, "001001-G2"), "M000002"),
            ("unit", Role.UnitChief, new(Community, "001001-G1", "1号楼", "1单元"), "M000012"),
            ("volunteer", Role.Volunteer, new(Community), "M000034"),
            ("auditor", Role.Auditor, new(County), null),
            ("elsewhere", Role.StreetOfficer, new("411502007"), null),
            ("civil", Role.CivilAffairs, new(County), null),
        ];
        foreach (var (name, role, scope, member) in people)
        {
            await _server.Account(
                clerk,
                new
                {
                    account = name,
                    password = Password,
                    grants = new[] { new Grant(role, scope) },
                    member = member is null ? null : new { community = Community, member = Member(member) },
                },
                member is null ? null : _clients["street"]
            );
            _clients[name] = await _server.SignIn(name, Password);
        }
        clerk.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        _turn.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

/// <summary>Helpers for the contents of answers.</summary>
internal static class Answers
{
    public static IEnumerable<JsonElement> Items(this JsonElement array) => array.EnumerateArray();

    public static bool Has(this JsonElement element, string name) => element.TryGetProperty(name, out _);

    public static string Of(this JsonElement element, string name) => element.GetProperty(name).ToString();
}
