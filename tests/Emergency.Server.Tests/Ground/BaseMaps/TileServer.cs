using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Emergency.Server.Tests.BaseMaps;

/// <summary>A service of tiles on this machine, asked with a key; it notes the requests and can be down or lie.</summary>
public sealed class TileServer : IAsyncDisposable
{
    public const string Key = "pear+lantern";

    /// <summary>The smallest PNG: one transparent pixel.</summary>
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );
    private readonly WebApplication _app;

    private TileServer()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/{layer}/wmts", Tile);
    }

    public static async Task<TileServer> Open()
    {
        var server = new TileServer();
        await server._app.StartAsync();
        return server;
    }

    public string Address => _app.Urls.First();
    public bool Down { get; set; }
    public byte[] Says { get; set; } = Png;

    /// <summary>Requests, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    private IResult Tile(string layer, HttpContext context)
    {
        var query = context.Request.Query;
        Asked.Enqueue($"{layer} {query["TILEMATRIX"]}/{query["TILECOL"]}/{query["TILEROW"]} {query["tk"]}");
        return Down ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Bytes(Says, "image/png");
    }

    /// <summary>The entry as an operator writes it.</summary>
    public string Wish(string id, string title) =>
        $$"""
            { "id": "{{id}}", "title": "{{title}}", "keyFile": "tianditu.key", "attribution": "审图号：试 0001",
              "urls": ["{{Address}}/vec/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}",
                       "{{Address}}/cva/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"] }
            """;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
