using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Emergency.Server.Features.BaseMaps;
using Emergency.Server.Hosting.DemoData;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.BaseMaps;

/// <summary>A borough with a folder of base maps, good and bad, and three services.</summary>
public sealed class BaseMapTown : IAsyncLifetime
{
    private static readonly string Ground = Path.Combine(DemoFile.Folder, "base-maps", "ground.mbtiles");

    public Borough Town { get; } = new();
    public TileServer Service { get; private set; } = null!;
    public TileServer Other { get; private set; } = null!;
    public TileServer Failing { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Town.InitializeAsync();
        (Service, Other, Failing) = (await TileServer.Open(), await TileServer.Open(), await TileServer.Open());
        var folder = Directory.CreateDirectory(Path.Combine(Town.Data, "data", "base-maps")).FullName;
        var ground = await File.ReadAllBytesAsync(Ground);
        await File.WriteAllBytesAsync(Path.Combine(folder, "ground.mbtiles"), ground);
        await File.WriteAllBytesAsync(Path.Combine(folder, "cut.mbtiles"), ground[..(ground.Length * 6 / 10)]);
        MapFiles.Mbtiles(Path.Combine(folder, "elsewhere.mbtiles"), TileServer.Png, ("crs", "EPSG:4490"));
        MapFiles.Mbtiles(Path.Combine(folder, "words.mbtiles"), "no tile"u8.ToArray());
        MapFiles.Mbtiles(Path.Combine(folder, "photos.mbtiles"), TileServer.Png, ("attribution", "县自然资源局"));
        MapFiles.Pmtiles(Path.Combine(folder, "lanes.pmtiles"), 1_000, 1_000);
        MapFiles.Pmtiles(Path.Combine(folder, "short.pmtiles"), 1_000, 400);
        await File.WriteAllTextAsync(Path.Combine(folder, "tianditu.key"), $"{TileServer.Key}\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "base-maps.json"),
            $"[{Service.Wish("tianditu", "天地图 矢量")}, {Other.Wish("other", "别的服务")}, {Failing.Wish("failing", "失灵的服务")}]"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Other.DisposeAsync();
        await Failing.DisposeAsync();
        await Town.DisposeAsync();
    }
}

/// <summary>Base maps under the maps: files that are whole, cut short or of another kind, and services with a key.</summary>
public sealed class BaseMapTests(BaseMapTown maps) : IClassFixture<BaseMapTown>
{
    private readonly Borough _town = maps.Town;

    private async Task<Dictionary<string, JsonElement>> All() =>
        (await (await _town.Secretary()).Get("/api/base-maps"))
            .Is(200)["items"]
            .EnumerateArray()
            .ToDictionary(one => one.GetProperty("title").GetString()!, StringComparer.Ordinal);

    private static string? Fault(JsonElement one) => one.TryGetProperty("fault", out var fault) ? fault.GetString() : null;

    private static string Tile(JsonElement map, int z, int x, int y, string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $"/api/base-maps/{map.GetProperty("id").GetString()}/tiles/{z}/{x}/{y}?{more}");

    private async Task<HttpResponseMessage> Ask(string path, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _town.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await _town.Secretary()).Token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    [Fact]
    public async Task What_lies_in_the_folder_is_offered_and_what_cannot_be_shown_says_why()
    {
        var all = await All();
        // Another test covers the answers of this one.
        all.Remove("失灵的服务").ShouldBeTrue();
        all.ToDictionary(one => one.Key, one => Fault(one.Value), StringComparer.Ordinal)
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"{one.Key} {one.Value}".Trim())
            .ShouldBe([
                "cut damaged",
                "elsewhere projection",
                "lanes",
                "photos",
                "short damaged",
                "words form",
                "别的服务",
                "天地图 矢量",
                "浉河区示意底图",
            ]);
        var ground = all["浉河区示意底图"];
        (
            ground.GetProperty("form").GetString(),
            ground.GetProperty("minZoom").GetInt32(),
            ground.GetProperty("maxZoom").GetInt32()
        ).ShouldBe(("vector", 8, 15));
        all["photos"].GetProperty("form").GetString().ShouldBe("raster");
        all["photos"].GetProperty("attribution").GetString().ShouldBe("县自然资源局");
        all["lanes"].GetProperty("delivery").GetString().ShouldBe("file");
    }

    [Fact]
    public async Task A_tile_goes_out_packed_to_whoever_unpacks_it_and_is_kept_with_its_version()
    {
        var ground = (await All())["浉河区示意底图"];
        // The tile of zoom 12 in which the borough lies.
        var (x, y) = MapFiles.TileOf(Borough.Lon, Borough.Lat, 12);
        using var packed = await Ask(
            Tile(ground, 12, x, y, $"v={ground.GetProperty("version").GetString()}"),
            ("Accept-Encoding", "gzip, br")
        );
        packed.StatusCode.ShouldBe(HttpStatusCode.OK);
        packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        packed.Content.Headers.ContentType!.MediaType.ShouldBe(TileForms.Vector);
        packed.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(7));
        await using var unpacked = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await unpacked.CopyToAsync(bytes);
        using var plain = await Ask(Tile(ground, 12, x, y));
        (await plain.Content.ReadAsByteArrayAsync()).ShouldBe(bytes.ToArray());
        plain.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromMinutes(1));
        bytes.Length.ShouldBeGreaterThan(100);
        // Another continent: no tile is there, and that is no fault.
        using var empty = await Ask(Tile(ground, 12, 0, 0));
        (empty.StatusCode, (await empty.Content.ReadAsByteArrayAsync()).Length).ShouldBe((HttpStatusCode.OK, 0));
    }

    [Fact]
    public async Task What_is_no_tile_of_the_map_is_refused()
    {
        var (all, secretary) = (await All(), await _town.Secretary());
        foreach (var (z, x, y) in ((int, int, int)[])[(7, 0, 0), (16, 0, 0), (8, 256, 0), (8, 0, -1)])
            (await secretary.Get(Tile(all["浉河区示意底图"], z, x, y))).Is(400).Code.ShouldBe("request.bad");
        (await secretary.Get(Tile(all["cut"], 8, 0, 0))).Is(400);
        (await secretary.Get(Tile(all["天地图 矢量"], 8, 0, 0, "layer=2"))).Is(404);
        (await secretary.Get(Tile(all["lanes"], 8, 0, 0))).Is(404);
        (await secretary.Get("/api/base-maps/..%2Fmaster.key/file")).Is(404);
        (await _town.Stranger.Get("/api/base-maps")).Is(401);
        (await _town.Stranger.Get(Tile(all["浉河区示意底图"], 8, 209, 104))).Is(401);
    }

    [Fact]
    public async Task A_file_is_read_by_ranges()
    {
        var lanes = (await All())["lanes"];
        var path = $"/api/base-maps/{lanes.GetProperty("id").GetString()}/file";
        using var part = await Ask($"{path}?v={lanes.GetProperty("version").GetString()}", ("Range", "bytes=0-6"));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsStringAsync()).ShouldBe("PMTiles");
        using var beyond = await Ask(path, ("Range", "bytes=99999-"));
        beyond.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        using var replaced = await Ask($"{path}?v=old");
        replaced.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_service_is_asked_by_the_server_once_and_its_key_stays_there()
    {
        var map = (await All())["天地图 矢量"];
        map.GetRawText().ShouldNotContain(TileServer.Key);
        map.GetProperty("attribution").GetString().ShouldBe("审图号：试 0001");
        map.GetProperty("layers").GetInt32().ShouldBe(2);
        for (var again = 0; again < 2; again++)
        {
            using var answer = await Ask(Tile(map, 9, 418, 207, "layer=1"));
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(TileForms.Png);
            (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(TileServer.Png);
        }
        maps.Service.Asked.ShouldBe([$"cva 9/418/207 {TileServer.Key}"]);
    }

    [Fact]
    public async Task A_service_that_lies_or_is_down_is_said_and_left_alone_for_a_while()
    {
        var secretary = await _town.Secretary();
        var map = (await All())["失灵的服务"];
        maps.Failing.Says = "<html>no more tiles today"u8.ToArray();
        (await secretary.Get(Tile(map, 10, 1, 1))).Is(503).Code.ShouldBe("basemap.unreachable");
        maps.Failing.Down = true;
        for (var x = 2; x < 10; x++)
            (await secretary.Get(Tile(map, 10, x, 1))).Is(503).Code.ShouldBe("basemap.unreachable");
        maps.Failing.Asked.Count.ShouldBe(5);
        Fault((await All())["失灵的服务"]).ShouldBe("unreachable");
    }

    [Fact]
    public async Task Two_hosts_of_one_path_are_two_tiles()
    {
        await using var first = await TileServer.Open();
        await using var second = await TileServer.Open();
        second.Says = [.. TileServer.Png, 0];
        using var service = new TileService(TimeProvider.System);
        foreach (var (server, length) in ((TileServer, int)[])[(first, TileServer.Png.Length), (second, TileServer.Png.Length + 1)])
        {
            var from = new Uri($"{server.Address}/vec/wmts?TILEMATRIX=9&TILEROW=1&TILECOL=1");
            (await service.Get("streets", "1", from, TestContext.Current.CancellationToken)).Length.ShouldBe(length);
            (await service.Get("streets", "1", from, TestContext.Current.CancellationToken)).Length.ShouldBe(length);
            server.Asked.Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Who_asks_for_a_whole_country_is_told_to_wait_and_nobody_else()
    {
        var map = (await All())["photos"];
        var greedy = await _town.GridChief();
        var statuses = new int[TilePace.Most + 400];
        await Parallel.ForAsync(
            0,
            statuses.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (n, _) => statuses[n] = (await greedy.Get(Tile(map, 0, 0, 0))).Status
        );
        statuses.Distinct().Order().ShouldBe([200, 429]);
        (await (await _town.Secretary()).Get(Tile(map, 0, 0, 0))).Is(200);
    }
}
