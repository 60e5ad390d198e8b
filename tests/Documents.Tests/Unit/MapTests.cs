using FocusSuite.Documents.Tests.Compliance;
using Shouldly;

namespace FocusSuite.Documents.Tests.Unit;

public sealed class MapTests
{
    private static readonly DocumentMap<Session> Empty = DocumentMap.For<Session>("sessions", s => s.UserId, s => s.Id);

    [Theory]
    [InlineData("")]
    [InlineData("Sessions")]
    [InlineData("1st")]
    [InlineData("drop table")]
    [InlineData("a_name_longer_than_the_rest")]
    public void Names_OtherThanPlainOnes_AreRefused(string name)
    {
        Should.Throw<ArgumentException>(() => DocumentMap.For<Session>(name, s => s.UserId, s => s.Id));
        Should.Throw<ArgumentException>(() => Empty.Index(name, i => i.Equal(s => s.UserId)));
        Should.Throw<ArgumentException>(() => Empty.Unique(name, s => s.Slug));
    }

    [Fact]
    public void Index_WhatCannotBeIndexed_IsRefused()
    {
        Should.Throw<ArgumentException>(() => Empty.Index("x", i => i.Equal(s => s.Plan)));
        Should.Throw<ArgumentException>(() => Empty.Index("x", i => i.Equal(s => s.Title!.ToUpperInvariant())));
        Should.Throw<ArgumentException>(() => Empty.Index("x", i => i.Equal(s => s)));
        Should.Throw<InvalidOperationException>(() => Empty.Index("x", _ => { }));
        Should.Throw<InvalidOperationException>(() => Empty.Index("x", i => i.Sort(s => s.Title).Equal(s => s.UserId)));
    }

    [Fact]
    public void Index_TheSameTwice_IsRefused()
    {
        var map = Empty.Index("by_user", i => i.Equal(s => s.UserId)).Unique("slug", s => s.Slug);

        Should.Throw<ArgumentException>(() => map.Index("by_user", i => i.Equal(s => s.Title)));
        Should.Throw<ArgumentException>(() => map.Index("other", i => i.Equal(s => s.UserId)));
        Should.Throw<ArgumentException>(() => map.Unique("slug", s => s.Title));
    }

    [Fact]
    public void Map_Grown_LeavesTheSmallerOneAlone()
    {
        Empty.Index("by_user", i => i.Equal(s => s.UserId)).Unique("slug", s => s.Slug);

        Empty.Indexes.ShouldBeEmpty();
        Empty.UniqueKeys.ShouldBeEmpty();
    }
}
