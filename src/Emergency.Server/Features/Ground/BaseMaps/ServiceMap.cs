using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>
/// An external service, queried by this server for its pages: the service's key stays here, and browsers connect only to us.
/// </summary>
internal sealed class ServiceMap(ServiceWish wish, string? key, TileService service) : IBaseMap
{
    // Another address or key is another map, so a browser does not reuse its cached tiles.
    private readonly string _version = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', wish.Urls!.Append(key))))
    )[..12];

    public BaseMapShown Shown =>
        new(
            wish.Id!,
            wish.Title!,
            wish.Form,
            BaseMapDelivery.Tiles,
            wish.Grid,
            wish.MinZoom,
            wish.MaxZoom,
            Attribution: wish.Attribution,
            Version: _version,
            Layers: wish.Urls!.Count,
            Fault: service.IsGone(wish.Id!) ? BaseMapFault.Unreachable : null
        );

    public async ValueTask<ReadOnlyMemory<byte>> Tile(int layer, int z, int x, int y, CancellationToken stop) =>
        await service.Get(wish.Id!, _version, At(wish.Urls![layer], z, x, y), stop);

    private Uri At(string url, int z, int x, int y) =>
        new(
            url.Replace("{z}", Said(z), StringComparison.Ordinal)
                .Replace("{x}", Said(x), StringComparison.Ordinal)
                .Replace("{y}", Said(y), StringComparison.Ordinal)
                .Replace("{key}", Uri.EscapeDataString(key ?? ""), StringComparison.Ordinal)
        );

    private static string Said(int number) => number.ToString(CultureInfo.InvariantCulture);
}
