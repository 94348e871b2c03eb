using Emergency.Browser.Tests.Drills;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>
/// A demo with something on every page: a fire with counted doors, a running drill, a case of care, a child whose case is followed, a visit
/// that is asked for.
/// </summary>
public sealed class PagesFixture : IAsyncLifetime
{
    /// <summary>The account of a school that gets a request.</summary>
    public const string Party = "party-school";

    /// <summary>Password that the committee wrote down for the school.</summary>
    private const string Written = "written-for-them-1";

    public Demo Demo { get; } = new();
    private readonly Dictionary<string, string> _places = [];

    // Loading all files of a page into a new window costs more than checking the page, so the next test takes over the window of the last.
    private readonly Dictionary<(string? Account, Device Device), (Screen Screen, Complaints Told)> _left = [];

    /// <summary>Errors that a page is allowed to have, by their text, with the reason.</summary>
    private static readonly IReadOnlyDictionary<string, string> Expected = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["status of 401 (Unauthorized) (/api/session"] = "the page asks who one is, and nobody is signed in",
    };

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
        // With this consent the clinic has a patient.
        (
            await field.Secretary.Post(
                $"/api/communities/{Field.Community}/residents/{grown}/consents",
                new
                {
                    answer = "given",
                    uses = new[] { "health-clinic" },
                    witness = "何拟人",
                }
            )
        ).Is(200);
        _places["{patient}"] = grown.ToString();
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
        await School(field.Secretary, street);
        var drill = await Played.Started(street, "夜间住宅楼火灾联合演练");
        (_places["{drill}"], _places["{realm}"]) = (drill.Id, drill.Realm);
    }

    private async Task School(Api secretary, Api street)
    {
        const string all = $"/api/communities/{Field.Community}/parties";
        var school = new
        {
            kind = "school",
            name = "示例小学",
            person = "何拟校",
            phones = new[] { "13900000072" },
        };
        var id = (await secretary.Post(all, school)).Is(201).String("id");
        var due = TimeProvider.System.GetUtcNow().AddHours(2);
        (await secretary.Post($"{all}/{id}/asks", new { text = "开操场避险", due })).Is(200);
        (await secretary.Post($"{all}/{id}/account", new { account = Party, password = Written })).Is(202);
        var waits = (await street.Get("/api/confirmations"))
            .Is(200)["waiting"]
            .EnumerateArray()
            .First(one => one.GetRawText().Contains(Party, StringComparison.Ordinal));
        (await street.Post($"/api/confirmations/{waits.GetProperty("id").GetString()}/confirm", new { })).Is(200);
        using var party = await Demo.Server.SignIn(Party, Written);
        (await party.Post("/api/session/password", new { old = Written, password = Demo.Password })).Is(200);
    }

    /// <summary>Fills an address with the ids of this demo.</summary>
    public string At(string address) => _places.Aggregate(address, (so, one) => so.Replace(one.Key, one.Value, StringComparison.Ordinal));

    /// <summary>
    /// Opens a page in its first language and waits until it stands, in a window without traces of other pages; the window is kept for the
    /// next.
    /// </summary>
    public async Task<Screen> Open(Look look, Device device)
    {
        ArgumentNullException.ThrowIfNull(look);
        foreach (var (of, one) in _left)
            await one.Screen.Rest(of.Device);
        if (!_left.TryGetValue((look.Account, device), out var left))
        {
            var screen = await Demo.Open(look.Account, device);
            left = _left[(look.Account, device)] = (screen, new(screen.Page));
        }
        left.Told.Taken();
        await Go(left.Screen, look, Layout.Languages[0]);
        return left.Screen;
    }

    /// <summary>All complaints of the page's program since it was opened, but for the expected ones.</summary>
    public IReadOnlyList<string> Complaints(Screen screen) =>
        [
            .. _left
                .Values.Single(one => one.Screen == screen)
                .Told.Taken()
                .Where(one => !Expected.Keys.Any(known => one.Contains(known, StringComparison.Ordinal))),
        ];

    /// <summary>Switches the page to a language: in place where it has the button for it, else by opening it again.</summary>
    public async Task Speak(Screen screen, Look look, string language)
    {
        ArgumentNullException.ThrowIfNull(screen);
        if (await screen.Page.EvaluateAsync<string>("document.documentElement.lang") == language)
            return;
        if (!await screen.Page.EvaluateAsync<bool>(Spoken))
        {
            await Go(screen, look, language);
            return;
        }
        await Assertions.Expect(screen.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Stands(screen);
    }

    // The button names the other language; where the head has no room it stands in a menu.
    private const string Spoken = """
        () => {
          const named = (one) => (one.getAttribute('aria-label') ?? one.textContent).trim()
          const button = [...document.querySelectorAll('button')].find((one) => ['中文', 'English'].includes(named(one)))
          button?.click()
          return button !== undefined
        }
        """;

    private async Task Go(Screen screen, Look look, string language)
    {
        var (before, fragment) = At(look.Address).Split('#') is [var at, var part] ? (at, $"#{part}") : (At(look.Address), "");
        await screen.Go($"{before}{(before.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}{fragment}");
        await Stands(screen);
        if (look.Press.Length == 0)
            return;
        await screen.Page.Locator(look.Press).ClickAsync();
        await Assertions.Expect(screen.Page.Locator(look.Press)).ToHaveAttributeAsync("aria-selected", "true");
        await Stands(screen);
    }

    // A part that comes later leaves its place empty, and a part that is loading says so.
    private const string Stood = """
        (() => {
          const shown = (document.querySelector('main') ?? document.body).innerText
          return shown.trim() !== '' && !shown.split('\n').some((line) => ['Loading', '载入中'].includes(line.trim()))
        })()
        """;

    private static async Task Stands(Screen screen)
    {
        await Assertions.Expect(screen.Page.Locator("h1, h2, main").First).ToBeAttachedAsync();
        await Assertions.Expect(screen.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        (await screen.Holds(Stood)).ShouldBeTrue("the page stands, and nothing of it is still loading");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (screen, _) in _left.Values)
            await screen.DisposeAsync();
        await Demo.DisposeAsync();
    }
}

/// <summary>Every page, checked without changing anything.</summary>
[CollectionDefinition(nameof(PagesCollection))]
public sealed class PagesCollection : ICollectionFixture<PagesFixture>;
