using Emergency.Browser.Tests.Drills;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Testing;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>A demo in which something stands on every page: a fire with counted doors, a drill that is played, a case of care, a child whose case is followed, a visit that is asked for.</summary>
public sealed class PagesFixture : IAsyncLifetime
{
    public Demo Demo { get; } = new();
    private readonly Dictionary<string, string> _places = [];

    public async ValueTask InitializeAsync()
    {
        await Demo.InitializeAsync();
        var field = await Field.Fire(Demo);
        using var street = await Demo.SignIn("street");
        var people = (await field.Secretary.Get($"/api/communities/{Field.Community}/residents?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .ToList();
        var child = people.First(one => one.GetProperty("minor").GetBoolean()).GetProperty("personId").GetGuid();
        var grown = people.First(one => !one.GetProperty("minor").GetBoolean()).GetProperty("personId").GetGuid();
        await Until.TrueAsync(
            async () =>
                (await field.Secretary.Post($"/api/communities/{Field.Community}/visits/{grown}/extra", new { trigger = "by-hand" })).Status
                == 200,
            "a visit is asked for"
        );
        _places["{incident}"] = field.Incident;
        _places["{community}"] = Field.Community;
        _places["{street}"] = Field.Community[..9];
        _places["{visit}"] = grown.ToString();
        _places["{care}"] = (await field.Secretary.Post("/api/care", new { person = child, community = Field.Community }))
            .Is(201)
            .String("id")!;
        using var director = await Demo.SignIn("child");
        (
            await director.Post(
                "/api/protection",
                new
                {
                    person = child,
                    community = Field.Community,
                    why = "夜里常常一个人在家",
                }
            )
        ).Is(201);
        _places["{child}"] = child.ToString();
        var drill = await Played.Started(street, "夜间住宅楼火灾联合演练");
        (_places["{drill}"], _places["{realm}"]) = (drill.Id, drill.Realm);
    }

    /// <summary>An address with the ids of what stands in this demo.</summary>
    public string At(string address) => _places.Aggregate(address, (so, one) => so.Replace(one.Key, one.Value, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => Demo.DisposeAsync();
}

/// <summary>Every page, looked at without changing anything.</summary>
[CollectionDefinition(nameof(PagesCollection))]
public sealed class PagesCollection : ICollectionFixture<PagesFixture>;
