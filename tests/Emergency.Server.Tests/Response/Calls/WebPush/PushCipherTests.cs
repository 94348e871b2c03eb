using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Emergency.Server.Features.Calls.WebPush;
using Emergency.Server.Foundation;

namespace Emergency.Server.Tests.Calls.WebPush;

public sealed class PushCipherTests
{
    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);

    /// <summary>Example of RFC 8291, section 5 and appendix A.</summary>
    [Fact]
    public void The_example_of_the_standard_is_encrypted_as_it_says()
    {
        var server = Bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        using var own = ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                D = Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
                Q = new() { X = server[1..33], Y = server[33..] },
            }
        );
        Base64Url
            .EncodeToString(
                PushCipher.Encrypt(
                    Encoding.UTF8.GetBytes("When I grow up, I want to be a watermelon"),
                    Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
                    Bytes("BTBZMqHH6r4Tts7J_aSIgg"),
                    own,
                    Bytes("DGv6ra1nlYgDCS1FRnbzlw")
                )
            )
            .ShouldBe(
                "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6"
                    + "cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
            );
    }

    [Fact]
    public void What_is_no_point_of_the_curve_is_no_key()
    {
        PushCipher.IsPoint([]).ShouldBeFalse();
        PushCipher.IsPoint(new byte[65]).ShouldBeFalse();
        byte[] off = [4, .. new byte[63], 1];
        PushCipher.IsPoint(off).ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/abc", true)]
    [InlineData("https://wns2-bl2p.notify.windows.com/w/?token=abc", true)]
    [InlineData("https://notify.windows.com.example/w", false)]
    [InlineData("https://fcm.googleapis.com.example/x", false)]
    [InlineData("http://fcm.googleapis.com/fcm/send/abc", false)]
    [InlineData("https://fcm.googleapis.com:8443/fcm/send/abc", false)]
    [InlineData("https://somebody@fcm.googleapis.com/fcm/send/abc", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("http://127.0.0.1:5432/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("no address", false)]
    public void Pushes_go_to_hosts_of_the_list_over_https_and_nowhere_else(string endpoint, bool allowed) =>
        (new PushHosts(new Settings()).Allowed(endpoint) is not null).ShouldBe(allowed);

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("169.254.169.254", false)]
    public void A_name_that_stands_for_an_address_inside_is_not_connected_to(string address, bool allowed) =>
        PushHosts.MayConnect("push.example", IPAddress.Parse(address)).ShouldBe(allowed);
}
