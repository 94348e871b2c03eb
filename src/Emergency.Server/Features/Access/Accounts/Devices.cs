using Emergency.Domain.Accounts;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Names the device of a sign-in from its browser's headers: enough for its owner to recognise it, too little to identify the person.
/// </summary>
internal static class Devices
{
    private static readonly (string Sign, string Name)[] Systems =
    [
        ("OpenHarmony", "HarmonyOS"),
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    // A browser's header also contains the signs of those that follow it here.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("MicroMessenger", "微信"),
        ("HuaweiBrowser", "Huawei"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("ArkWeb", "ArkWeb"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ];

    /// <summary>
    /// Kind and name of the device of a request. A phone's browser says "Mobile" (RFC 9110 10.1.5, Sec-CH-UA-Mobile); everything else,
    /// programs too, is a desk. A name is such as "Chrome · Android"; null where nothing is known of it.
    /// </summary>
    public static (SessionOn On, string? Name) Of(HttpRequest request)
    {
        var said = request.Headers.UserAgent.ToString();
        var phone =
            request.Headers["Sec-CH-UA-Mobile"] == "?1"
            || said.Contains("Mobile", StringComparison.Ordinal)
            || said.Contains("(Phone;", StringComparison.Ordinal);
        string?[] names = [Named(Browsers, said), Named(Systems, said)];
        var name = string.Join(" · ", names.OfType<string>());
        return (phone ? SessionOn.Phone : SessionOn.Desk, name.Length == 0 ? null : name);
    }

    private static string? Named((string Sign, string Name)[] signs, string said) =>
        signs.FirstOrDefault(one => said.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
